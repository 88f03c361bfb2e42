"""The lab `bias`, part 2: the same networks trained with and without bias, on two features of tumours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import bias_in_keras
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
    data: TwoFeatures, train: Callable[[bool], Trained], settings: Settings, watch: Watch
) -> Outcome:
    """Train with and without bias, and compare boundaries and validation accuracies.

    train(use_bias) trains the networks of all seeds.
    """
    trained = {}
    for use_bias in (True, False):
        trained[use_bias] = train(use_bias)
        watch.check()
    accuracy = {key: one.history["val_accuracy"][:, -1] for key, one in trained.items()}
    at_origin = {key: _probability(one.models[0], np.zeros((1, 2)))[0] for key, one in trained.items()}
    lost = float(np.median(accuracy[True] - accuracy[False]))
    scaler, units, epochs = settings["scaler"], int(settings["units"]), int(settings["epochs"])
    asked = (scaler, units, epochs) == ("minmax", 0, 100)
    return Outcome(
        pictures={
            "with": _boundary(data, trained[True].models[0], "With bias"),
            "without": _boundary(data, trained[False].models[0], "Without bias"),
            "accuracy": _table(accuracy, at_origin, trained[True].models[0], trained[False].models[0]),
        },
        notice=(
            _accuracy_words(accuracy),
            (
                f"Without biases the output at the origin is {at_origin[False]:.3g}, whatever the weights: every sum is 0 "
                f"there. With biases it was trained to {at_origin[True]:.3g} (seed 0)."
            ),
            _place_words(data, units),
        ),
        keras=bias_in_keras.boundaries(scaler, units, epochs),
        keras_gives={"with_bias": tuple(accuracy[True]), "without_bias": tuple(accuracy[False])},
        facts={
            "with": float(np.median(accuracy[True])),
            "without": float(np.median(accuracy[False])),
            "at_origin": float(at_origin[False]),
        },
        seeds=trained[True].seeds,
        answer=int(np.searchsorted(OPTIONS_FROM, lost)) if asked else None,
    )


def _accuracy_words(accuracy: dict[bool, Array]) -> str:
    with_bias, without = accuracy[True], accuracy[False]
    better, worse = (int(f(with_bias[:, None], without).sum()) for f in (np.greater, np.less))
    pairs = with_bias.size * without.size
    settled = pairs in {better, worse}
    return (
        f"Validation accuracy with bias {np.median(with_bias):.1%} ({with_bias.min():.1%} to {with_bias.max():.1%}), "
        f"without {np.median(without):.1%} ({without.min():.1%} to {without.max():.1%}). Of {pairs} pairs of a network "
        f"with and one without, the one with bias is better in {better}, worse in {worse}"
        f"{'.' if settled else ': the ranges overlap, and five seeds do not settle it.'}"
    )


def _place_words(data: TwoFeatures, units: int) -> str:
    centre, wide = data.x.mean(axis=0, dtype=np.float64), data.x.std(axis=0)
    far = float(np.hypot(*(centre / wide)))
    place = (
        f"The middle of the training samples lies at ({round(centre[0], 2) + 0.0:.2f}, {round(centre[1], 2) + 0.0:.2f}), {far:.1f} standard "
        "deviations from the origin."
    )
    if units:
        return f"{place} Without biases the boundary still meets the origin, but hidden units let it bend around the samples."
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


def _table(accuracy: dict[bool, Array], at_origin: dict[bool, float], with_bias: Any, without: Any) -> Table:
    return Table(
        title="Over five seeds",
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
                int(model.count_params()),
                f"{np.median(accuracy[key]):.1%}",
                f"{accuracy[key].min():.1%}",
                f"{accuracy[key].max():.1%}",
                float(at_origin[key]),
            )
            for key, name, model in ((True, "with bias", with_bias), (False, "without bias", without))
        ),
        span=12,
        height=95,
    )
