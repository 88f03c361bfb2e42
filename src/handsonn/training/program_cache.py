"""Compiled programs kept in memory for the next model that can use them, by architecture and shapes."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any
from weakref import WeakKeyDictionary

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
