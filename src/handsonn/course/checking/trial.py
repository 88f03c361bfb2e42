"""One check of one answer: its seed, its folder, and what is measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.course.checking.result import Measurement
from handsonn.course.checking.wrong import Wrong

if TYPE_CHECKING:
    import numpy as np


@dataclass(eq=False)
class Trial:
    """What a check is given beside the answer.

    seed: another one in each check, so that no answer can be fitted to the data it will meet.
    folder: an empty folder, for files. kept: what one check function leaves for the next, by name.
    held: in words, the checks that held so far.
    """

    seed: int
    folder: Path
    measurements: list[Measurement] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)

    @cached_property
    def generator(self) -> np.random.Generator:
        """Give the generator from which the check draws its data."""
        import numpy as np

        return np.random.default_rng(self.seed)

    def tell(self, sentence: str) -> None:
        """Say something about what was measured; the learner reads it after the check."""
        self.told.append(sentence)

    def measure(
        self,
        what: str,
        value: float,
        otherwise: str,
        *,
        name: str,
        at_least: float | None = None,
        at_most: float | None = None,
        lab: str = "",
    ) -> None:
        """Keep a figure, and raise Wrong(otherwise, name=name) unless it is within its bounds.

        what: the figure in words, with its unit. otherwise: the sentence for a figure out of bounds, in which
        {value} and {bound} stand for the numbers.
        """
        measurement = Measurement(what, float(value), at_least, at_most)
        self.measurements.append(measurement)
        missed = measurement.missed
        if missed is not None:
            raise Wrong(otherwise.format(value=f"{value:.4g}", bound=f"{missed:.4g}"), name=name, lab=lab)
