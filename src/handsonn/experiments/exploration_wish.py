"""What an explorer's page wants to see, as plain JSON: the data, the latent space, the map of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handsonn.errors import UnknownName, UsageError
from handsonn.experiments.setting_checks import check_seed
from handsonn.experiments.training_settings import TrainingSettings, read_settings

STOPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
DIMENSIONS = (2, 3)
_MOST_EPOCHS = 10_000


@dataclass(frozen=True)
class SpaceWish:
    """A latent space: an autoencoder of a data set, or a layer of one of the learner's runs.

    kind: "" chooses by the data. latent_dim, epochs: None chooses too. run, layer: "" where an autoencoder
    is trained; with a run, its own data are loaded and nothing is trained.
    """

    data: TrainingSettings | None
    kind: str = ""
    latent_dim: int | None = None
    epochs: int | None = None
    seed: int = 0
    run: str = ""
    layer: str = ""

    @property
    def key(self) -> str:
        """Name it, so that it is found again."""
        return json.dumps([self.data_key, self.kind, self.latent_dim, self.epochs, self.seed, self.layer])

    @property
    def data_key(self) -> str:
        """Name its data."""
        return json.dumps([self.run] if self.data is None else self.data.to_jsonable()["data"])


@dataclass(frozen=True)
class MapWish:
    """A map of it. parameters: those that are not the method's defaults."""

    method: str = "pca"
    dimensions: int = 2
    seed: int = 0
    parameters: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Wish:
    """Both. map_cache: the folder where slow maps are kept, or None.

    anew: train again where the training was stopped before its end.
    """

    space: SpaceWish
    map: MapWish
    map_cache: Path | None = None
    anew: bool = False


def read_wish(document: dict[str, Any], map_cache: Path | None = None) -> Wish:
    """Read a wish, and refuse what can be refused before anything is loaded.

    Raises UsageError or UnknownName. What only the data tell (a code larger than a sample) is refused later.
    """
    space, wanted = _object(document, "space"), _object(document, "map")
    anew = document.get("anew") is True
    return Wish(_space(document.get("data"), space), _map(wanted), map_cache, anew)


def _space(data: Any, given: dict[str, Any]) -> SpaceWish:
    from handsonn.models.autoencoders.build import KINDS

    kind, epochs, seed = given.get("kind") or "", given.get("epochs"), given.get("seed", 0)
    run, layer = given.get("run") or "", given.get("layer") or ""
    if kind and kind not in KINDS:
        raise UnknownName("kind of autoencoder", str(kind)[:40], KINDS)
    check_seed(seed)
    if epochs is not None:
        epochs = _whole("epochs", epochs, 1, _MOST_EPOCHS)
    latent_dim = given.get("latent_dim")
    if latent_dim is not None:
        latent_dim = _whole("latent_dim", latent_dim, STOPS[0], STOPS[-1])
    if not run:
        return SpaceWish(read_settings({"data": data}), kind, latent_dim, epochs, seed)
    if not isinstance(run, str) or not isinstance(layer, str) or not layer:
        raise UsageError("choose the layer of the run whose output is the code.")
    return SpaceWish(None, run=run, layer=layer)


def _map(given: dict[str, Any]) -> MapWish:
    from handsonn.latent.maps.checks import checked_parameters
    from handsonn.latent.maps.registry import method_named

    method = method_named(str(given.get("method", "pca"))[:40])
    dimensions, seed = given.get("dimensions", 2), given.get("seed", 0)
    if dimensions not in DIMENSIONS:
        raise UsageError(f"dimensions is {dimensions!r}; a map has 2 or 3.")
    check_seed(seed)
    parameters = _object(given, "parameters") if "parameters" in given else {}
    chosen = checked_parameters(method, parameters)
    return MapWish(method.name, dimensions, seed, tuple(sorted(chosen.items())))


def _object(document: dict[str, Any], name: str) -> dict[str, Any]:
    value = document.get(name)
    if not isinstance(value, dict):
        raise UsageError(f"{name} is {type(value).__name__}; expected names with their values.")
    return value


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise UsageError(f"{name} is {value!r}; give a whole number from {low} to {high:,}.")
    return value
