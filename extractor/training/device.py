"""What training runs on."""

from __future__ import annotations

import contextlib
import ctypes

import torch

from extractor.errors import TrainingError

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MOST, _MOST_OF_OLD = -1, -3, 1 << 30, 32 << 20
"""Of glibc's `mallopt`: up to which size what is freed is kept, in bytes; older versions refuse more than 32 MB."""


def device(name: str | None) -> torch.device:
    """The device called so. On a CPU, what is freed is kept for the next step, not given back page by page."""
    try:
        found = torch.device(name or ("cuda" if torch.cuda.is_available() else "cpu"))
        torch.zeros(1, device=found)
    except (RuntimeError, AssertionError) as error:
        raise TrainingError(f"device {name}: {str(error).splitlines()[0]}; name another, such as cpu") from error
    if found.type == "cpu":
        with contextlib.suppress(OSError, AttributeError, TypeError):  # another allocator than glibc's
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_TRIM_THRESHOLD, _MOST)
            mallopt(_MMAP_THRESHOLD, _MOST) or mallopt(_MMAP_THRESHOLD, _MOST_OF_OLD)
    return found


def halves(on: torch.device) -> bool:
    """Whether the device multiplies numbers of half the size (bfloat16) by itself; elsewhere they are slower."""
    if on.type == "cpu":
        return bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    return on.type == "cuda" and bool(torch.cuda.is_bf16_supported(including_emulation=False))
