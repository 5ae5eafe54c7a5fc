"""The trained reader's engine: an encoder that points at the spans of facts, with a probability for each.

It writes nothing, so all it says is in the filing. What it has learnt is one file, an `Artifact`, over an encoder that
many readers share.

`about` is plain data that everyone may load; the other modules need numpy, and `encoder` needs OpenVINO (the extra
`local`).
"""
