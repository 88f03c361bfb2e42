"""What `handsonn latent` makes of a latent space: maps that are judged, a walk, generated samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from handsonn.errors import LatentError, Stopped, UsageError
from handsonn.experiments.exploration_trust import Judgement, judge
from handsonn.experiments.latent_decoded import Decoded, NearestReal
from handsonn.experiments.latent_space import LatentSpace
from handsonn.latent.maps.method import QUIET, MapMethod, Watch
from handsonn.records import Array, LatentMap

STEPS = 9
GENERATED = 16
SHOWN_SAMPLES = 10


@dataclass(frozen=True)
class MapWish:
    """A map that is asked for. parameters: the method's own, those that are not left at their defaults."""

    method: str
    dimensions: int
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class JudgedMap:
    """A map and how far it can be trusted."""

    map: LatentMap
    title: str
    judgement: Judgement

    @property
    def name(self) -> str:
        """Name its files: "lle_3d"."""
        return f"{self.map.method}_{self.map.dimensions}d"


@dataclass(frozen=True, eq=False)
class Walk:
    """From one sample to another: their rows in the data set, and the decoded steps between."""

    start: int
    end: int
    steps: Decoded


@dataclass(frozen=True, eq=False)
class LatentResults:
    """A latent space and what was made of it.

    refused: for each map that could not be made, its title and why. stopped: whether the learner stopped the
    work, so that maps may be missing. pca_error: the held-out mean squared error of PCA with as many
    components as a code has numbers. walk, generated, nearest: None without a decoder.
    """

    space: LatentSpace
    maps: tuple[JudgedMap, ...]
    refused: tuple[tuple[str, str], ...]
    stopped: bool
    pca_error: float | None
    walk: Walk | None
    generated: Decoded | None
    nearest: NearestReal | None


def wishes_of(
    methods: Sequence[str], dimensions: Sequence[int], parameters: dict[str, float], samples: int
) -> tuple[MapWish, ...]:
    """Check what is asked before anything is trained, and give each map its own parameters.

    parameters: go to each of the methods that has one of this name. samples: how many there will be to map.
    Raises UnknownName for an unknown method, UsageError for a parameter that none of the methods has or a
    value that is out of its range, LatentError for more neighbours than samples.
    """
    from handsonn.latent.maps.checks import checked_parameters
    from handsonn.latent.maps.registry import method_named

    chosen = [method_named(name) for name in dict.fromkeys(methods)]
    for name in parameters:
        if not any(name in _names(method) for method in chosen):
            raise _nobodys(name, chosen)
    wishes = []
    for method in chosen:
        own = {name: value for name, value in parameters.items() if name in _names(method)}
        _check_enough(method, checked_parameters(method, own), samples)
        wishes += [MapWish(method.name, size, own) for size in dict.fromkeys(dimensions)]
    return tuple(wishes)


def _names(method: MapMethod) -> set[str]:
    return {parameter.name for parameter in method.parameters}


def _nobodys(name: str, chosen: Sequence[MapMethod]) -> UsageError:
    from handsonn.latent.maps.registry import methods

    owners = [method.name for method in methods() if name in _names(method)]
    titles = " and ".join(method.title for method in chosen)
    return UsageError(
        f"--{name} sets nothing of {titles}; add --map {owners[0]}, which it belongs to, or leave it out."
    )


def _check_enough(method: MapMethod, settings: dict[str, Any], samples: int) -> None:
    k = settings.get("k", 0)
    if samples <= k:
        raise LatentError(
            f"{method.title} mixes or ties each sample with {k} neighbours, but there are only {samples} "
            f"samples; give --k {max(samples - 1, 1)} or less, or more samples."
        )


def make_results(
    space: LatentSpace, wishes: Sequence[MapWish], *, seed: int = 0, watch: Watch = QUIET
) -> LatentResults:
    """Make and judge the maps, walk between two samples, and generate some.

    A map that cannot be made, or is stopped, costs the others nothing: it is told in the results.
    """
    maps, refused, stopped = _maps(space, wishes, seed, watch)
    if not maps:
        maps = _quick_map(space)  # something to look at, in milliseconds, whatever was stopped or refused
    decodes = space.decoder is not None
    generated = _generated(space, seed) if decodes else None
    return LatentResults(
        space=space,
        maps=maps,
        refused=refused,
        stopped=stopped,
        pca_error=_pca_error(space) if decodes else None,
        walk=_walk(space) if decodes else None,
        generated=generated,
        nearest=None if generated is None else space.nearest_real(generated.samples),
    )


def _maps(
    space: LatentSpace, wishes: Sequence[MapWish], seed: int, watch: Watch
) -> tuple[tuple[JudgedMap, ...], tuple[tuple[str, str], ...], bool]:
    from handsonn.latent.maps.registry import method_named

    made: list[JudgedMap] = []
    refused: list[tuple[str, str]] = []
    for wish in wishes:
        title = method_named(wish.method).title
        told = _PartOf(watch, f"{title} in {wish.dimensions}-D: ")
        try:
            found = space.map(wish.method, wish.dimensions, seed=seed, watch=told, **wish.parameters)
            made.append(JudgedMap(found, title, _judged(space, found, told.judging)))
        except LatentError as error:
            refused.append((f"{title} in {wish.dimensions}-D", str(error)))
        except Stopped:
            return tuple(made), tuple(refused), True
    return tuple(made), tuple(refused), False


def _quick_map(space: LatentSpace) -> tuple[JudgedMap, ...]:
    from handsonn.latent.maps.registry import method_named

    try:
        return (JudgedMap(space.map("pca"), method_named("pca").title, Judgement(0)),)
    except LatentError:
        return ()


def _judged(space: LatentSpace, shown: LatentMap, told: Callable[[float, str], None]) -> Judgement:
    judgement = Judgement(0)
    for known in judge(space, shown, told):
        judgement = known
    return judgement


class _PartOf:
    """Tells a watch of one map, by its name: the making first, then the judging."""

    def __init__(self, watch: Watch, name: str) -> None:
        self._watch = watch
        self._name = name

    def progress(self, share: float, sentence: str) -> None:
        self._watch.progress(share * 0.9, self._name + sentence[:1].lower() + sentence[1:])

    def judging(self, share: float, sentence: str) -> None:
        # A map that is there is judged even after a stop: it takes seconds, and makes it whole.
        self._watch.progress(0.9 + 0.1 * share, self._name + sentence[:1].lower() + sentence[1:])

    def should_stop(self) -> bool:
        return self._watch.should_stop()


def _pca_error(space: LatentSpace) -> float | None:
    from handsonn.experiments.latent_errors import pca_errors

    train, held_out = space.data.train, space.data.held_out
    most = min(len(train), int(np.prod(train.shape[1:])))
    if not len(held_out) or space.latent_dim > most:
        return None
    return float(pca_errors(space.data, [space.latent_dim])[0])


def _walk(space: LatentSpace) -> Walk:
    start, end = _far_apart(space)
    return Walk(start, end, space.interpolate(start, end, STEPS))


def _far_apart(space: LatentSpace) -> tuple[int, int]:
    """Choose typical samples of the two classes that lie farthest apart, or two ends of the codes."""
    centres = _class_centres(space)
    codes = space.codes.astype(np.float64)
    if len(centres) > 1:
        between = np.linalg.norm(centres[:, None] - centres[None], axis=2)
        one, other = np.unravel_index(int(between.argmax()), between.shape)
        ends = centres[[one, other]]
        return tuple(int(np.linalg.norm(codes - end, axis=1).argmin()) for end in ends)  # type: ignore[return-value]
    centred = codes - codes.mean(axis=0)
    axis = np.linalg.eigh(centred.T @ centred)[1][:, -1]
    order = np.argsort(centred @ axis, kind="stable")
    last = len(order) - 1
    return int(order[round(0.05 * last)]), int(order[round(0.95 * last)])


def _class_centres(space: LatentSpace) -> Array:
    labels, names = space.labels, space.dataset.class_names
    if labels is None or space.dataset.task != "classification":
        return np.zeros((0, space.latent_dim))
    there = [at for at in range(len(names)) if (labels == at).any()]
    return np.array([space.codes[labels == at].mean(axis=0, dtype=np.float64) for at in there])


def _generated(space: LatentSpace, seed: int) -> Decoded | None:
    try:
        return space.generate(GENERATED, seed)
    except LatentError:
        return None  # codes too few for a density: everything else is there all the same
