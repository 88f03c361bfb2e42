"""The pictures of a network on the plane: its units, its boundary, its curves."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.epoch_axis import epoch_axis
from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import PlaneData
from handsonn.course.chapters.ch10_neural_networks.experiments.playground import Watched, as_bytes
from handsonn.course.pictures import Axis, Boundary, Curves, NetworkDiagram, band, network

Array = np.ndarray[Any, Any]
INPUT_FIELD = 25


def diagram(data: PlaneData, watched: Watched, **look: Any) -> NetworkDiagram:
    """Draw the network with what each unit gives over the plane."""
    kernels, biases = watched.weights[::2], watched.weights[1::2]
    hidden = [f"layer {number}" for number in range(1, len(kernels))]
    given = data.grid(INPUT_FIELD).T.reshape(-1, INPUT_FIELD, INPUT_FIELD)
    output = as_bytes(watched.fields[-1])
    return network(
        ["inputs", *hidden, "output"],
        kernels,
        biases=biases,
        fields=[given, *watched.fields[:-1], output],
        unit_names=[data.inputs],
        **look,
    )


def plane(data: PlaneData, watched: Watched, **look: Any) -> Boundary:
    """Draw the watched network's output over its epochs, with the training points.

    look: what any Picture takes. Fields that are nearly flat go to the page unrounded.
    """
    flat = np.ptp(watched.frames[-1]) < 0.5
    return Boundary(
        field=watched.frames if flat else as_bytes(watched.frames),
        frame_names=tuple(f"epoch {epoch}" for epoch in watched.epochs),
        x=Axis("x1", low=-data.reach, high=data.reach),
        y=Axis("x2", low=-data.reach, high=data.reach),
        points=data.points,
        labels=data.y,
        value="probability",
        **look,
    )


def losses(watched: Watched, epochs: int, **look: Any) -> Curves:
    """Draw both losses over the epochs, as bands over the seeds."""
    numbers = np.arange(1, watched.history["loss"].shape[1] + 1)
    return Curves(
        x=epoch_axis(epochs),
        y=Axis("loss", low=0),
        lines=(
            band("training", numbers, watched.history["loss"]),
            band("validation", numbers, watched.history["val_loss"], colour="orange"),
        ),
        **look,
    )
