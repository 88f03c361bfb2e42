"""Compiled programs kept on disk by JAX, so that a second process compiles nothing either.

JAX writes an entry in place, so a kill or a full disk can leave one cut off, which JAX then reports at every
start and never replaces. The cache is a convenience: such entries are removed, and nothing is said.
"""

from __future__ import annotations

import os
import platform
import warnings
import zlib
from pathlib import Path

import jax
from platformdirs import user_cache_dir

LARGEST = 500_000_000  # bytes of all entries; the oldest make room
_CHECKED = ".checked"
_OTHER_COMPRESSION = b"\x28\xb5\x2f\xfd"  # Zstandard, which JAX uses where it is installed


def keep_programs_on_disk() -> None:
    """Let JAX keep compiled programs on disk, in $JAX_COMPILATION_CACHE_DIR or the user's cache folder.

    Each machine has a folder of its own, since a program holds the instructions of one processor.
    """
    if jax.config.jax_compilation_cache_dir or not _loading_is_quiet():
        return
    folder = Path(user_cache_dir("handsonn")) / "programs" / (platform.node() or "machine")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clean(folder)
    except OSError:
        return  # without a place for it each process compiles anew
    warnings.filterwarnings("ignore", "Error (reading|writing) persistent compilation cache", UserWarning)
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def clean(folder: Path) -> None:
    """Remove entries that are cut off, of those written since the last call, and the oldest past LARGEST."""
    stamp = folder / _CHECKED
    checked = stamp.stat().st_mtime if stamp.exists() else 0.0
    total = 0
    entries = [(path.stat(), path) for path in folder.glob("*-cache")]
    for facts, path in sorted(entries, key=lambda entry: entry[0].st_mtime, reverse=True):
        total += facts.st_size
        if total > LARGEST or (facts.st_mtime >= checked and not _is_whole(path)):
            path.unlink(missing_ok=True)
    stamp.touch()


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    if content.startswith(_OTHER_COMPRESSION):
        return True  # without that library there is no telling; JAX compiles anew if it cannot read it
    try:
        zlib.decompress(content)
    except zlib.error:
        return False
    return True


def _loading_is_quiet() -> bool:
    """XLA logs each program read from disk as an error, unless told before JAX was imported."""
    return os.environ.get("TF_CPP_MIN_LOG_LEVEL", "0") >= "3"
