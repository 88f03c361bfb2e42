"""Record what each layer gives while a network runs, and leave no trace on the layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from handsonn.probes.places import Place

Note = Callable[[Place, Any, Any], None]
"""Called with the place, what went in first, and what came out."""


@contextmanager
def recording(places: Iterable[Place], note: Note) -> Iterator[None]:
    """While the body runs, tell `note` of each call of a layer.

    An instance's own `call` stands before its class's; it is taken away again afterwards. It is put into the
    instance's dictionary directly, past Keras' tracking of attributes.
    """
    hooked = [place for place in places if place.is_layer and "call" not in vars(place.operation)]
    try:
        for place in hooked:
            vars(place.operation)["call"] = _noting(place, place.operation.call, note)
        yield
    finally:
        for place in hooked:
            vars(place.operation).pop("call", None)


def _noting(place: Place, call: Callable[..., Any], note: Note) -> Callable[..., Any]:
    def noted(*args: Any, **kwargs: Any) -> Any:
        result = call(*args, **kwargs)
        first = args[0] if args else next(iter(kwargs.values()), None)
        note(place, first, result)
        return result

    return noted
