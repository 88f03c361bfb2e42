"""Compiled programs kept for the next model that can use them.

In memory: the latest programs by (architecture, shapes). On disk: JAX's own compilation cache, so that a
second process compiles nothing either.
"""

from __future__ import annotations

import os
import platform
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import jax
from platformdirs import user_cache_dir

PROGRAMS_KEPT = 64

_shared: OrderedDict[Hashable, Any] = OrderedDict()
_of_one_model: WeakKeyDictionary[Any, tuple[Any, dict[Hashable, Any]]] = WeakKeyDictionary()


def program(model: Any, architecture: str | None, key: Hashable, compile_: Callable[[], Any]) -> Any:
    """Return the program under this key, compiling it when it is not there yet.

    architecture: the model's key, under which other models find the program too; None keeps it for this
    model alone.
    """
    if architecture is None:
        own = _programs_of(model)
        if key not in own:
            own[key] = compile_()
        return own[key]
    full_key = (architecture, key)
    if full_key not in _shared:
        _shared[full_key] = compile_()
        while len(_shared) > PROGRAMS_KEPT:
            _shared.popitem(last=False)
    _shared.move_to_end(full_key)
    return _shared[full_key]


def _programs_of(model: Any) -> dict[Hashable, Any]:
    """Find the programs of a model without a key, made since its latest compile().

    compile() may give the model another loss, and drops its train_function, which is how we know (held
    weakly, since it holds the model).
    """
    function, programs = _of_one_model.get(model, (None, {}))
    if function is None or function() is not model.train_function:
        programs = {}
        _of_one_model[model] = (weakref.ref(model.train_function), programs)
    return programs


def forget_programs() -> None:
    """Drop every program kept in memory."""
    _shared.clear()
    _of_one_model.clear()


def keep_programs_on_disk() -> None:
    """Let JAX keep compiled programs on disk, in $JAX_COMPILATION_CACHE_DIR or the user's cache folder.

    Each machine has a folder of its own, since a program holds the instructions of one processor.
    """
    if jax.config.jax_compilation_cache_dir or not _loading_is_quiet():
        return
    folder = Path(user_cache_dir("handsonn")) / "programs" / (platform.node() or "machine")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # a cache is a convenience: without a place for it each process compiles anew
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def _loading_is_quiet() -> bool:
    """XLA logs each program read from disk as an error, unless told before JAX was imported."""
    return os.environ.get("TF_CPP_MIN_LOG_LEVEL", "0") >= "3"
