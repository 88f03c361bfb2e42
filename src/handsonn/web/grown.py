"""Giving memory back when the process has grown: compiled programs of labs that nobody looks at any more."""

from __future__ import annotations

import ctypes
import gc
import sys

LARGE = 1_500_000_000
"""Bytes. Starting takes 0.4 GB, a lab with every slider moved through all its stops 0.1 to 0.4 GB more."""


def shrink_if_large(large: int = LARGE) -> bool:
    """Forget all compiled programs if this process holds more than `large` bytes; tell whether it did.

    Nothing is lost but time: a program that is needed again is read from the disk, and what trains now keeps
    its own. It waits for its turn, since tracing must not go on meanwhile.
    """
    if "jax" not in sys.modules or resident_bytes() <= large:
        return False
    import jax

    from handsonn.course.live.turns import TURNS
    from handsonn.training.program_cache import forget_programs

    with TURNS.turn():
        forget_programs()
        jax.clear_caches()
        gc.collect()
    _return_free_pages()
    return True


def resident_bytes() -> int:
    """Measure what this process occupies of the machine's memory."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def _return_free_pages() -> None:
    """Ask glibc, which keeps what is freed, to give it to the system; other systems do that by themselves."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
