"""Bringing files to the disk, so that a power cut leaves a whole run or none."""

from __future__ import annotations

import os
from pathlib import Path


def flush_tree(folder: Path) -> None:
    """Bring every file of a folder, and the folders that name them, to the disk."""
    for here, _, files in os.walk(folder, topdown=False):
        for name in files:
            _flush(Path(here, name), os.O_RDWR)
        flush_folder(Path(here))


def flush_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk. Windows does so by itself and offers no call for it."""
    if hasattr(os, "O_DIRECTORY"):
        _flush(folder, os.O_RDONLY | os.O_DIRECTORY)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
