"""Tests import Keras themselves, as oracle: the backend is chosen here, before the first of them does."""

from __future__ import annotations

import gc
import os
import tempfile
from typing import Any

import pytest
from compiling import compile_quickly, is_compiled_quickly
from distribution import FilesAndLabs, in_order
from drawing import draw_in_rows
from hypothesis import settings

os.environ.setdefault("KERAS_BACKEND", "jax")
# As handsonn does: XLA writes a page for each program read from disk, unless told before JAX starts.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# All processes of the tests share what XLA compiles, from the first program on: the workers, the servers and
# scripts that they start. The user's own cache is left alone, and what is measured does not hang on it.
PROGRAMS = None
if "JAX_COMPILATION_CACHE_DIR" not in os.environ:
    PROGRAMS = tempfile.TemporaryDirectory(prefix="handsonn-programs-")
    os.environ["JAX_COMPILATION_CACHE_DIR"] = PROGRAMS.name
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")
# JAX writes a program in place, so another process may read half of it; it says so, and compiles anew.
os.environ.setdefault(
    "PYTHONWARNINGS",
    "ignore:Error reading persistent compilation cache,ignore:Error writing persistent compilation cache",
)

# A property is judged by what it finds; how long one example takes depends on who else uses the machine.
settings.register_profile("handsonn", deadline=None)
settings.load_profile("handsonn")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesAndLabs:
    return FilesAndLabs(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_order(items)


def pytest_collection_finish() -> None:
    draw_in_rows()
    set_aside()


def set_aside() -> None:
    """Keep the garbage collector from looking through all that stays, again and again.

    First the libraries, then what each file leaves in the caches of Keras and JAX: after some thousand tests
    one full round took 1.2 s, and `keras.utils.clear_session` makes one each time.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if nextitem is not None and nextitem.path != item.path:
        set_aside()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    compile_quickly(is_compiled_quickly(item.path))


def pytest_unconfigure() -> None:
    if PROGRAMS is not None:
        PROGRAMS.cleanup()
