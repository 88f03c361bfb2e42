"""The axis of epochs: from the first to the last; a single epoch stands in its middle, off the numbers beside it."""

from __future__ import annotations

from handsonn.course.pictures import Axis


def epoch_axis(epochs: int) -> Axis:
    """Make the axis of so many epochs, counted from 1."""
    return Axis("epoch", low=1, high=epochs) if epochs > 1 else Axis("epoch", low=0.5, high=1.5)
