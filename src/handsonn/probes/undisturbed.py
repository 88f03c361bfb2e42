"""Look without being noticed: every global generator and counter is put back as it was."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import numpy as np


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put back what the body draws from Python's, NumPy's, Keras' and PyTorch's global generators.

    Keras' counters of automatic names ("dense_3") are put back as well, so that a copy made inside takes no
    name from the learner's next layer.
    """
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002 - it is the global one that is kept
    keras, torch = _keras_state(), _torch_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002
        _restore_keras(keras)
        if torch is not None:
            sys.modules["torch"].set_rng_state(torch)


def _torch_state() -> Any:
    torch = sys.modules.get("torch")
    return torch.get_rng_state() if torch is not None and hasattr(torch, "get_rng_state") else None


def _keras_state() -> tuple[Any, Any, Any] | None:
    """Keep the counters, the global seed generator and its state; None while Keras is not imported."""
    if "keras" not in sys.modules:
        return None
    from keras.src.backend.common import global_state

    generator = global_state.get_global_attribute("global_seed_generator")
    state = None if generator is None else np.array(generator.state)
    return copy(global_state.get_global_attribute("object_name_uids")), generator, state


def _restore_keras(kept: tuple[Any, Any, Any] | None) -> None:
    if kept is None:
        return
    from keras.src.backend.common import global_state

    names, generator, state = kept
    global_state.set_global_attribute("object_name_uids", names)
    global_state.set_global_attribute("global_seed_generator", generator)
    if generator is not None and not np.array_equal(np.array(generator.state), state):
        generator.state.assign(state)
