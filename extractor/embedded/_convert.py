"""Converts weights to OpenVINO's own format, in a process of its own so that its memory is given back.

Run as a script: `python _convert.py model|tokenizer GGUF`; the result is written beside the GGUF file.
"""

import sys
import warnings

import openvino_genai


def convert(part: str, gguf: str) -> None:
    """Write the OpenVINO form of `part` ("model" or "tokenizer") into the folder of `gguf`."""
    if part == "tokenizer":
        with warnings.catch_warnings():
            # The keyword form that the warning recommends refuses this property.
            warnings.simplefilter("ignore", DeprecationWarning)
            openvino_genai.Tokenizer(gguf, {"enable_save_ov_model": True})
        return
    scheduler = openvino_genai.SchedulerConfig()
    scheduler.num_kv_blocks = 1
    openvino_genai.ContinuousBatchingPipeline(gguf, scheduler, "CPU", {"enable_save_ov_model": True})


if __name__ == "__main__":
    convert(sys.argv[1], sys.argv[2])
