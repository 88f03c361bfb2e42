"""PaCMAP and UMAP stand on Numba and are installed only where they are asked for: how they are entered."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from handsonn.errors import LatentError
from handsonn.latent.maps.method import Watch, tell

# Numba's threads end the whole process where two Python threads enter them at once and it found no better
# threading layer than its own; PaCMAP keeps its seed in a global variable.
_ONE_AT_A_TIME = threading.Lock()
FEW = 20_000  # samples up to which one thread is quicker: several wait for each other in each short step
LONGEST_WAIT = 0.2  # seconds between two looks at the watch


def library(module: str, installed_as: str, title: str) -> Any:
    """Import a library. Raises LatentError, with the command that installs it, where it is missing."""
    try:
        with warnings.catch_warnings():
            # umap-learn regrets that TensorFlow, which it does not need for this, is missing.
            warnings.simplefilter("ignore", ImportWarning)
            found = import_module(module)
    except ImportError as error:
        raise LatentError(
            f"{title} needs the library {installed_as}, which cannot be imported; install it with: "
            "pip install 'handsonn[maps]'"
        ) from error
    # What the library warns of while it starts is settled by the caller; errors still come through.
    logging.getLogger(module).setLevel(logging.ERROR)
    return found


@contextmanager
def few_threads(samples: int) -> Iterator[None]:
    """Let Numba use one thread for few samples: at 1,000 a twentieth of the processor time, the same map."""
    import numba

    before = numba.get_num_threads()
    numba.set_num_threads(1 if samples <= FEW else before)
    try:
        yield
    finally:
        numba.set_num_threads(before)


@contextmanager
def alone(watch: Watch) -> Iterator[None]:
    """Wait until no other map of these libraries is being made. Raises Stopped where the watch says so."""
    while not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        tell(watch, 0.0, "Waiting for another map that is being made")
    try:
        yield
    finally:
        _ONE_AT_A_TIME.release()
