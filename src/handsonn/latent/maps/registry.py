"""The mapping methods: one module each, imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from handsonn.errors import UnknownName
from handsonn.latent.maps.method import MapMethod

NAMES = ("pca", "tsne", "lle", "pacmap", "umap")


def method_named(name: str) -> MapMethod:
    """Find a mapping method. Raises UnknownName, with the nearest name, if there is none."""
    if name not in NAMES:
        raise UnknownName("map", str(name), NAMES)
    method: MapMethod = import_module(f"handsonn.latent.maps.{name}").METHOD
    return method


def methods() -> tuple[MapMethod, ...]:
    """List all mapping methods; none of their libraries is imported by that."""
    return tuple(method_named(name) for name in NAMES)
