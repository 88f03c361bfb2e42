"""Injectors, one file per row of the table of faults; every file of this folder holds a FAULT."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from benchmarks.diagnosis.fault import Fault


@cache
def faults() -> tuple[Fault, ...]:
    """Give every fault in the order of the codes."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("hn"))
    return tuple(import_module(f"{__name__}.{name}").FAULT for name in names)
