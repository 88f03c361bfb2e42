"""Waiting for a process that was killed; a busy machine takes its time to end it."""

from __future__ import annotations

import threading
import time

import psutil

_PATIENCE = 60.0  # seconds
_LOOK = 0.02


def wait_until_ended(pid: int) -> None:
    """Return once the process is gone, or a zombie that its parent has not asked about; fail if it stays."""
    deadline = time.monotonic() + _PATIENCE
    while _is_running(pid):
        assert time.monotonic() < deadline, f"process {pid} is still running"
        threading.Event().wait(_LOOK)


def _is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
