"""The lab `bias`, part 2: the same networks trained with and without bias, on two features of tumours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import bias_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Boundary, Table
from handsonn.training import Trained

Array = np.ndarray[Any, Any]
CELLS = 61
OPTIONS_FROM = (0.02, 0.10)
"""The loss of accuracy where the second and third option of the prediction begin."""


@dataclass(frozen=True)
class TwoFeatures:
    """Two features of a data set with two classes, as prepared. x: shape (n, 2); y: 0 or 1."""

    x: Array
    y: Array
    held_x: Array
    held_y: Array
    names: tuple[str, str]
    classes: tuple[str, str]


def compare_boundaries(
    splits: Sequence[TwoFeatures], train: Callable[[bool, int], Trained], settings: Settings, watch: Watch
) -> Outcome:
    """Train with and without bias on each seed's own split, and compare boundaries and accuracies.

    splits: one for each seed. train(use_bias, seed) trains the network of one seed on its split.
    """
    accuracy: dict[bool, Array] = {}
    models = {}
    for use_bias in (True, False):
        trained = []
        for seed in range(len(splits)):
            trained.append(train(use_bias, seed))
            watch.check()
        accuracy[use_bias] = np.array([one.history["val_accuracy"][0, -1] for one in trained])
        models[use_bias] = trained[0].models[0]
    at_origin = {key: _probability(model, np.zeros((1, 2)))[0] for key, model in models.items()}
    lost = float(np.median(accuracy[True] - accuracy[False]))
    scaler, units, epochs = settings["scaler"], int(settings["units"]), int(settings["epochs"])
    asked = (scaler, units, epochs) == ("minmax", 0, 100)
    return Outcome(
        pictures={
            "with": _boundary(splits[0], models[True], "With bias (seed 0)"),
            "without": _boundary(splits[0], models[False], "Without bias (seed 0)"),
            "accuracy": _table(accuracy, at_origin, models),
        },
        notice=(
            accuracy_words(accuracy, len(splits[0].held_y)),
            (
                f"Without biases the output at the origin is {at_origin[False]:.3g}, whatever the weights: every sum is 0 "
                f"there. With biases it was trained to {at_origin[True]:.3g} (seed 0)."
            ),
            _place_words(splits[0], units),
        ),
        keras=bias_in_keras.boundaries(scaler, units, epochs),
        keras_gives={"with_bias": tuple(accuracy[True]), "without_bias": tuple(accuracy[False])},
        facts={
            "with": float(np.median(accuracy[True])),
            "without": float(np.median(accuracy[False])),
            "at_origin": float(at_origin[False]),
        },
        seeds=tuple(range(len(splits))),
        answer=int(np.searchsorted(OPTIONS_FROM, lost)) if asked else None,
    )


def accuracy_words(accuracy: dict[bool, Array], samples: int) -> str:
    """Compare the networks with bias (True) and without, seed by seed, in samples that they name right.

    samples: in each validation set.
    """
    with_bias, without = accuracy[True], accuracy[False]
    more = np.rint((with_bias - without) * samples).astype(int)
    settled = (more > 0).all() or (more < 0).all()
    return (
        f"Validation accuracy with bias {percent_words(with_bias, 'splits')}, without {percent_words(without, 'splits')}. "
        "Split by split, the network with "
        f"bias names {_listed(more)} more of the {samples} tumours right than the one without: "
        + (
            f"{'better' if more[0] > 0 else 'worse'} in all five splits."
            if settled
            else "five splits do not settle which is better."
        )
    )


def _listed(numbers: Array) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}{' (minus: fewer)' if (numbers < 0).any() else ''}"


def _place_words(data: TwoFeatures, units: int) -> str:
    centre, wide = data.x.mean(axis=0, dtype=np.float64), data.x.std(axis=0)
    far = float(np.hypot(*(centre / wide)))
    place = (
        f"The middle of the training samples (seed 0) lies at ({round(centre[0], 2) + 0.0:.2f}, {round(centre[1], 2) + 0.0:.2f}), {far:.1f} standard "
        "deviations from the origin."
    )
    if units:
        return f"{place} Without biases the boundary still meets the origin, but hidden units can let it bend around the samples."
    return f"{place} For a single unit, only the bias lets the boundary lie away from the origin."


def _probability(model: Any, x: Array) -> Array:
    return np.asarray(model(np.asarray(x, "float32")))[:, 0]


def _boundary(data: TwoFeatures, model: Any, title: str) -> Boundary:
    """Draw the network of seed 0 over a plane that holds the samples and the origin."""
    everything = np.concatenate([data.x, data.held_x, np.zeros((1, 2))])
    low, high = everything.min(axis=0), everything.max(axis=0)
    room = 0.06 * (high - low)
    low, high = low - room, high + room
    sides = [np.linspace(low[i], high[i], CELLS) for i in range(2)]
    plane = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    axes = [Axis(name, low=float(a), high=float(b)) for name, a, b in zip(data.names, low, high, strict=True)]
    return Boundary(
        title=title,
        field=_probability(model, plane).reshape(CELLS, CELLS),
        x=axes[0],
        y=axes[1],
        points=np.concatenate([data.x, data.held_x]),
        labels=np.concatenate([data.y, data.held_y]),
        held_out=np.arange(len(data.x) + len(data.held_x)) >= len(data.x),
        classes=data.classes,
        span=6,
        height=295,
    )


def _table(accuracy: dict[bool, Array], at_origin: dict[bool, float], models: dict[bool, Any]) -> Table:
    return Table(
        title="Over five splits",
        columns=(
            "",
            "parameters",
            "validation accuracy",
            "lowest",
            "highest",
            "output at the origin (seed 0)",
        ),
        rows=tuple(
            (
                name,
                int(models[key].count_params()),
                f"{np.median(accuracy[key]):.1%}",
                f"{accuracy[key].min():.1%}",
                f"{accuracy[key].max():.1%}",
                float(at_origin[key]),
            )
            for key, name in ((True, "with bias"), (False, "without bias"))
        ),
        span=12,
        height=95,
    )
