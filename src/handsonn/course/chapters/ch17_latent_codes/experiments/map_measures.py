"""Maps of codes, measured: whose neighbours are kept, and what the gaps between clusters are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Bars, Cloud, Magnitude, spread
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.neighbours import nearest
from handsonn.latent.stretch import stretch
from handsonn.latent.trust import continuity, kept_neighbours, trustworthiness
from handsonn.records import LatentMap

Array = np.ndarray[Any, Any]
NEIGHBOURS = 15
COLLAPSED = 0.8  # trustworthiness below which a map of these codes is called collapsed
KEPT_OPTIONS = (15, 11, 5, 0)


@dataclass(frozen=True, eq=False)
class Measures:
    """One map and what it keeps.

    kept, trust, continuity: from 0 to 1. shuffled: the same three for the same positions dealt out at
    random. centres: distances on the map between the classes' centres, (pairs,). ratio: the largest over the
    smallest of these, each divided by the distance between the same centres in the codes. strangers: share
    of samples among whose map neighbours another class is more frequent than their own.
    """

    map: LatentMap
    kept: float
    trust: float
    continuity: float
    shuffled: tuple[float, float, float]
    stretch: Array
    centres: Array
    ratio: float
    strangers: float


def measure_map(codes: Array, labels: Array, method: str, **parameters: Any) -> Measures:
    """Map codes, shape (samples, latent_dim), into a plane and judge the map. Raises what make_map raises."""
    made = make_map(codes, method, **parameters)
    positions = made.positions
    dealt = positions[np.random.default_rng(0).permutation(len(positions))]
    kept, trust, continued = _three(codes, positions)
    on_map = centre_distances(positions, labels)
    ratios = on_map / centre_distances(codes, labels)
    return Measures(
        made, kept, trust, continued, _three(codes, dealt), stretch(codes, positions), on_map,
        float(ratios.max() / ratios.min()), strangers(positions, labels),
    )  # fmt: skip


def _three(codes: Array, positions: Array) -> tuple[float, float, float]:
    return (
        float(kept_neighbours(codes, positions, NEIGHBOURS).mean()),
        trustworthiness(codes, positions, NEIGHBOURS).whole,
        continuity(codes, positions, NEIGHBOURS).whole,
    )


def centre_distances(points: Array, labels: Array) -> Array:
    """Measure the distances between the classes' centres: shape (pairs,)."""
    from scipy.spatial.distance import pdist

    centres = [points[labels == label].mean(axis=0, dtype=np.float64) for label in np.unique(labels)]
    return np.asarray(pdist(np.array(centres)))


def strangers(positions: Array, labels: Array) -> float:
    """Give the share of samples that lie among another class: most of their map neighbours are of one."""
    near = labels[nearest(positions, NEIGHBOURS).indices]
    counts = np.stack([(near == label).sum(axis=1) for label in range(int(labels.max()) + 1)], axis=1)
    return float(np.mean(counts.argmax(axis=1) != labels))


def agreement(distances: list[Array]) -> Array:
    """Rank-correlate each pair of lists of distances (Spearman 1904): shape (pairs of lists,)."""
    from scipy.stats import spearmanr

    count = len(distances)
    return np.array(
        [spearmanr(distances[a], distances[b])[0] for a in range(count) for b in range(a + 1, count)]
    )


def map_cloud(found: Measures, labels: Array, images: Array, errors: Array, title: str) -> Cloud:
    """Draw the map; it can be coloured by label, error of reconstruction, and stretch."""
    return Cloud(
        title=title,
        points=found.map.positions,
        labels=labels,
        class_names=tuple(str(digit) for digit in range(10)),
        magnitudes=(
            Magnitude("error of reconstruction", errors, logarithmic=True),
            Magnitude("stretch", found.stretch, logarithmic=True),
        ),
        colour_by="class",
        images=np.round(images * 255).astype(np.uint8),
        span=8,
        height=400,
    )


def measure_bars(found: list[Measures]) -> Bars:
    """Draw what the maps of all seeds keep beside the same maps with their points dealt out at random."""
    real = np.array([[one.kept, one.trust, one.continuity] for one in found])
    dealt = np.array([one.shuffled for one in found])
    return Bars(
        title=f"Kept of {NEIGHBOURS} neighbours",
        x=Axis("measure"),
        y=Axis("1 is a perfect map", low=0, high=1),
        names=("kept", "trustworthy", "continuous"),
        sets=(spread(real, name="this map"), spread(dealt, name="shuffled", colour="orange")),
        span=4,
        height=400,
        caption=f"{len(found)} encoders from {len(found)} seeds; whiskers: lowest to highest.",
    )


def kept_answer(kept: float) -> int:
    """Find the option nearest to the number of true neighbours among the 15 on the map."""
    return int(np.argmin([abs(kept * NEIGHBOURS - option) for option in KEPT_OPTIONS]))


def kept_words(found: list[Measures], said: str) -> str:
    """Say how many map neighbours are true ones. said: the shares in words."""
    dealt = float(np.median([one.shuffled[0] for one in found]))
    return (
        f"Of a digit's {NEIGHBOURS} nearest on the map, {said} are among its {NEIGHBOURS} nearest in the code; "
        f"shuffled, {dealt:.1%}."
    )


def centre_words(found: list[Measures], codes: list[Array]) -> str:
    """Say what distances between classes are worth. codes: distances between centres in the codes."""
    ratio = float(np.median([one.ratio for one in found]))
    first = (
        f"Two pairs of classes equally far apart in the code can be drawn {ratio:.1f} times as far apart as "
        "each other"
    )
    if len(found) == 1:
        return f"{first}."
    maps, plain = (
        float(np.median(agreement([one.centres for one in found]))),
        float(np.median(agreement(codes))),
    )
    return (
        f"{first}. From one seed to another the distances between classes agree with rank correlation "
        f"{plain:.2f} in the codes and {maps:.2f} on the maps."
    )


def stranger_words(found: list[Measures], said: str) -> str:
    """Say that clusters are no classes. said: the shares in words."""
    if max(one.strangers for one in found) == 0:
        return "No digit lies among another class on these maps."
    return f"A cluster is not a class: {said} of the digits lie among another class on the map."


def shape_words(found: list[Measures]) -> str:
    """Say what LLE's axes look like: whether a few samples own one, and whether the map has collapsed."""
    kurtosis = max(max(one.map.facts["kurtosis_1"], one.map.facts["kurtosis_2"]) for one in found)
    collapsed = sum(one.trust < COLLAPSED for one in found)
    end = f"; trustworthiness is below {COLLAPSED:g} from {collapsed} of {len(found)} seeds: a collapsed map"
    return (
        f"The most uneven axis has a kurtosis of {kurtosis:.1f} (a bell curve: 3; far above it, a few samples "
        f"own the axis){end if collapsed else ''}."
    )
