"""Encoder and decoder of Dense layers: for tables, signals and small images."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from handsonn.models.backend import load_keras

Shape = tuple[int, ...]


def encoder_layers(shape: Shape, units: Sequence[int], activation: str) -> list[Any]:
    """Make the layers from a sample to the last hidden layer; the code's own layer comes after them."""
    layers = load_keras().layers
    start = [layers.Flatten()] if len(shape) > 1 else []
    return [*start, *(layers.Dense(size, activation=activation) for size in units)]


def decoder_layers(shape: Shape, units: Sequence[int], activation: str, output: str) -> list[Any]:
    """Make the layers from a code to a sample: the encoder's sizes in reverse."""
    layers = load_keras().layers
    hidden = [layers.Dense(size, activation=activation) for size in reversed(units)]
    end = [layers.Dense(math.prod(shape), activation=output)]
    return [*hidden, *end, *([layers.Reshape(shape)] if len(shape) > 1 else [])]
