"""Healthy small programs, one file each; every file of this folder holds a PROGRAM."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from benchmarks.diagnosis.training import Program


@cache
def programs() -> tuple[Program, ...]:
    """Give every program by name, those kept aside too."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").PROGRAM for name in names)
