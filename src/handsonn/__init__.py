"""handsonn: a local laboratory for learning neural networks by doing.

The public names are resolved when first used, so that `import handsonn` imports no Keras.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handsonn.data import load, split
    from handsonn.errors import HandsonnError
    from handsonn.experiments import Experiment, Run
    from handsonn.models.formats import load_model, save
    from handsonn.records import Dataset, Split
    from handsonn.training import fit

__version__ = "0.1.0"

_HOMES = {
    "Dataset": "handsonn.records",
    "Experiment": "handsonn.experiments",
    "HandsonnError": "handsonn.errors",
    "Run": "handsonn.experiments",
    "Split": "handsonn.records",
    "fit": "handsonn.training",
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
    "fit",
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
