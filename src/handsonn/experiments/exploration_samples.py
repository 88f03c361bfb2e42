"""Samples as an explorer's page shows them: images, or rows of a table; real ones and decoded ones alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from handsonn.experiments.latent_space import LatentSpace
from handsonn.experiments.sample_view import label_text, table_cells, table_heads
from handsonn.records import Array, Dataset

_GREY, _COLOUR = 3, 4  # dimensions of the array of images
_MOST_HEADS = 200  # features of a sample that are told in words


class SampleView:
    """Shows the samples of one latent space. `kind` is "image" or "profile"."""

    def __init__(self, space: LatentSpace) -> None:
        self._space = space
        self.dataset: Dataset = space.dataset
        x = self.dataset.x
        drawn = x.ndim == _GREY or (x.ndim == _COLOUR and x.shape[3] in {1, 3})
        self.kind = "image" if self.dataset.kind == "image" and drawn else "profile"

    def real(self, rows: Any) -> dict[str, Any]:
        """Show samples of the data set by their row numbers."""
        numbers = np.asarray(rows, np.int64)
        if self.kind == "image":
            return {"kind": "image", "pixels": self._bytes(self.dataset.x[numbers])}
        return self._profiles(self._space.data.samples[numbers], self.dataset, numbers)

    def decoded(self, samples: Array) -> dict[str, Any]:
        """Show samples as a decoder gives them, prepared: shape (count, ...)."""
        raw = self._space.in_own_units(samples)
        if self.kind == "image":
            return {"kind": "image", "pixels": self._bytes(raw)}
        shown = replace(self.dataset, x=raw.astype(np.float32), y=None)
        return self._profiles(samples, shown, np.arange(len(samples)))

    def mean_images(self, means: Array) -> Array:
        """Draw averages of images, in the data set's own units: uint8."""
        return self._bytes(means)

    def labels(self, rows: Any) -> list[str]:
        """Name the classes, or the targets, of these rows."""
        return [label_text(self.dataset, int(row)) for row in rows]

    @property
    def heads(self) -> list[str]:
        """Name what a row of a table says; empty for images and signals."""
        return table_heads(self.dataset)[:_MOST_HEADS] if self.dataset.kind == "tabular" else []

    def _profiles(self, prepared: Array, dataset: Dataset, rows: Array) -> dict[str, Any]:
        flat = np.asarray(prepared, np.float32).reshape(len(prepared), -1)
        cells = [row[:_MOST_HEADS] for row in table_cells(dataset, rows)]
        return {"kind": "profile", "values": flat, "cells": cells}

    def _bytes(self, images: Array) -> Array:
        """Stretch pixels as the data set's own are: the same factor for all of its images."""
        low, high = self._range
        pixels = images[..., 0] if images.ndim == _COLOUR and images.shape[3] == 1 else images
        if pixels.dtype == np.uint8 and (low, high) == (0, 255):
            return np.ascontiguousarray(pixels)
        share = (pixels.astype(np.float32) - low) / ((high - low) or 1.0)
        return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)

    @cached_property
    def _range(self) -> tuple[float, float]:
        x = self.dataset.x
        low, high = float(x.min(initial=0)), float(x.max(initial=1))
        return (0.0, 255.0) if x.dtype == np.uint8 and high > 127 else (low, high)  # noqa: PLR2004
