"""`tensorflow` for scripts that only want its Keras, where TensorFlow is not installed.

`import tensorflow as tf`, `from tensorflow import keras` and `from tensorflow.keras.layers import Dense` then
give Keras 3 itself. A few functions that learners' scripts call beside it are here too; any other says that
TensorFlow is needed.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

from handsonn.experiments.watching.on_import import on_import

NAME = "tensorflow"
_TYPES = ("float16", "float32", "float64", "int32", "int64", "uint8", "bool")


def stand_in_for_tensorflow() -> bool:
    """Let scripts import `tensorflow`. Gives False where TensorFlow itself is installed."""
    if NAME in sys.modules or importlib.util.find_spec(NAME) is not None:
        return False
    on_import("keras.src.utils.module_utils", _hide_from_keras)
    sys.meta_path.append(_Finder())
    return True


def no_stand_in() -> None:
    """Take the stand-in away again."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    for name in [name for name in sys.modules if name == NAME or name.startswith(f"{NAME}.keras")]:
        if isinstance(sys.modules[name], (_StandIn, _Alias)):
            del sys.modules[name]


def _hide_from_keras(module: ModuleType) -> None:
    """Keras asks whether TensorFlow is there, to treat its tensors: for Keras it stays missing."""
    module.tensorflow._available = False  # noqa: SLF001 - what Keras found out, had it looked before


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes `tensorflow`, and gives keras' modules for those of `tensorflow.keras`."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - Python's own signature
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        """Find `tensorflow`, `tensorflow.keras` and what is below."""
        if fullname in {NAME, f"{NAME}.keras"} or fullname.startswith(f"{NAME}.keras."):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Give the module of Keras itself, or the stand-in."""
        if spec.name == NAME:
            return _StandIn(NAME)
        inner = spec.name.removeprefix(f"{NAME}.")
        try:
            module = importlib.import_module(inner)
        except ModuleNotFoundError as error:
            if error.name != inner:
                raise
            raise ModuleNotFoundError(f"No module named {spec.name!r}", name=spec.name) from None
        return _Alias(spec.name, module)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it was made."""


class _Alias(ModuleType):
    """A module of Keras under the name that TensorFlow has for it; its own spec stays as it is."""

    def __init__(self, name: str, module: ModuleType) -> None:
        super().__init__(name, module.__doc__)
        self.__dict__["_module"] = module
        if hasattr(module, "__all__"):
            self.__dict__["__all__"] = list(module.__all__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_module"], name)

    def __dir__(self) -> list[str]:
        return dir(self.__dict__["_module"])


class _StandIn(ModuleType):
    """What scripts use of TensorFlow beside its Keras."""

    def __init__(self, name: str) -> None:
        super().__init__(name, __doc__)
        self.__dict__["__version__"] = "2.20.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "keras":
            return importlib.import_module(f"{NAME}.keras")
        found = _functions().get(name)
        if found is None:
            raise AttributeError(
                f"this script uses tf.{name}, which needs TensorFlow itself; "
                "install it with: pip install 'handsonn[tensorflow]'"
            )
        return found


def _functions() -> dict[str, Any]:
    import keras
    import numpy as np

    types = {name: name for name in _TYPES}
    return {
        **types,
        "executing_eagerly": lambda: True,  # Keras asks it of whatever is imported as tensorflow
        "random": SimpleNamespace(set_seed=keras.utils.set_random_seed),
        "config": SimpleNamespace(
            list_physical_devices=lambda *_: [],
            experimental=SimpleNamespace(list_physical_devices=lambda *_: []),
        ),
        "get_logger": lambda: SimpleNamespace(setLevel=lambda _: None),
        "constant": lambda value, dtype=None, **_: np.asarray(value, dtype),
        "convert_to_tensor": lambda value, dtype=None, **_: keras.ops.convert_to_tensor(value, dtype),
        "cast": keras.ops.cast,
        "reshape": keras.ops.reshape,
        "expand_dims": keras.ops.expand_dims,
        "one_hot": lambda indices, depth, **_: keras.ops.one_hot(indices, depth),
        "reduce_mean": keras.ops.mean,
        "reduce_sum": keras.ops.sum,
        "square": keras.ops.square,
        "abs": keras.ops.abs,
        "math": keras.ops,
        "nn": keras.ops,
    }
