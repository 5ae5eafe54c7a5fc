"""Trains readers (the extra `train`): labelled documents, examples, the model in torch, and the loop.

Nothing else of the package imports this, but for the command that trains.
"""
