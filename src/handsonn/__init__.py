"""handsonn: a local laboratory for learning neural networks by doing.

The public names are resolved when first used, so that `import handsonn` imports no Keras. Import handsonn
before keras: Keras then starts on JAX, where networks train as one compiled program, unless KERAS_BACKEND
names another backend.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handsonn.data import load, split
    from handsonn.errors import HandsonnError
    from handsonn.experiments import Experiment, Run
    from handsonn.experiments.diagnosing import diagnose
    from handsonn.experiments.latent_space import latent_space
    from handsonn.models.formats import load_model, save
    from handsonn.records import Dataset, Split
    from handsonn.training import fit

__version__ = "0.1.0"

GIVEN_BACKEND = os.environ.get("KERAS_BACKEND", "")
"""The backend that the learner chose, before handsonn did; "" where they did not."""

if "keras" not in sys.modules:
    # Keras' own default is TensorFlow, which handsonn does not require.
    os.environ.setdefault("KERAS_BACKEND", "jax")
if "jax" not in sys.modules:
    # XLA writes a page of processor features to standard error for every program that it reads from disk.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

_HOMES = {
    "Dataset": "handsonn.records",
    "Experiment": "handsonn.experiments",
    "HandsonnError": "handsonn.errors",
    "Run": "handsonn.experiments",
    "Split": "handsonn.records",
    "diagnose": "handsonn.experiments.diagnosing",
    "fit": "handsonn.training",
    "latent_space": "handsonn.experiments.latent_space",
    "load": "handsonn.data",
    "load_model": "handsonn.models.formats",
    "save": "handsonn.models.formats",
    "split": "handsonn.data",
}

__all__ = [
    "Dataset",
    "Experiment",
    "HandsonnError",
    "Run",
    "Split",
    "diagnose",
    "fit",
    "latent_space",
    "load",
    "load_model",
    "save",
    "split",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'handsonn' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
