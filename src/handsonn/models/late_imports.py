"""Parts of Keras and JAX whose code runs when they are first used, not when Keras is imported.

Keras imports, before anybody asks, what draws pictures of samples (Matplotlib), what makes a model look like
one of scikit-learn's, attention for TPUs (Pallas) and solvers for sparse matrices (SciPy): two thirds of the
time that its import takes. Each part stays under its own name, and holds what it always held.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_TPU_ATTENTION = "jax.experimental.pallas.ops.tpu.splash_attention"
LATE = frozenset(
    {
        "keras.visualization",
        "keras.src.visualization",
        "keras.wrappers",
        "jax.experimental.sparse.linalg",
        "jax.experimental.pallas",
        _TPU_ATTENTION,
        f"{_TPU_ATTENTION}.splash_attention_kernel",
        f"{_TPU_ATTENTION}.splash_attention_mask",
    }
)


class LateModule(ModuleType):
    """A module whose code has not run yet: the first name that is looked up in it runs it.

    importlib.util.LazyLoader would run it for its `__file__` already, which the inspect module reads of all
    modules there are; and before Python 3.11.8 a second thread would find it half empty.
    """

    def __getattr__(self, name: str) -> Any:
        """Import a late part of this package, or run the code and look again. Raises AttributeError."""
        part = f"{self.__name__}.{name}"
        if part in LATE:
            return import_module(part)
        _run(self)
        if self.__class__ is LateModule:  # its code runs at this moment, and asks for what is not there yet
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} yet")
        return getattr(self, name)

    def __dir__(self) -> list[str]:
        """List the names that are there when the code has run."""
        _run(self)
        return sorted(vars(self))


class _LateLoader(Loader):
    """Keeps a module's own loader until the module is used."""

    def __init__(self, own: Loader) -> None:
        self._own = own
        self._turn = threading.RLock()
        self._begun = False

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing yet."""
        module.__class__ = LateModule

    def run(self, module: ModuleType) -> None:
        """Run the module's code once. A second thread waits; a second try follows a failure."""
        with self._turn:
            if self._begun:
                return
            self._begun = True
            try:
                self._own.exec_module(module)
            except BaseException:
                self._begun = False
                raise
            module.__class__ = ModuleType
            module.__loader__ = self._own
            if module.__spec__ is not None:
                module.__spec__.loader = self._own


def _run(module: ModuleType) -> None:
    """Run a late module's code, after that of the packages around it, which it may expect to be there."""
    around, _, _ = module.__name__.rpartition(".")
    if around in sys.modules:
        _run(sys.modules[around])
    loader = module.__loader__
    if isinstance(loader, _LateLoader):
        loader.run(module)


class _LateFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a late module, to be run later; leave all others to Python."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATE else None
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
        return spec


@contextmanager
def late_imports() -> Iterator[None]:
    """Import the modules of LATE without running their code, as long as the block lasts."""
    finder = _LateFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
