"""Exactly one change: both arms from the same seeds, the difference pair by pair, and the verdict on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import CHANGES, FINDING, Arm
from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Line, Table, band
from handsonn.experiments.diagnosing.proof_words import Told, sentence
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.verdict import Judged, judged, smallest_gain

Array = np.ndarray[Any, Any]
SHORT = {
    "finding": "the finding", "epochs": "epochs x 3", "layers": "layer + 1", "units": "units x 4", "batch": "batch x 4",
    "rate_down": "rate / 10", "rate_up": "rate x 10",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Compared:
    """scores: NaN counts as always giving the same answer. gains: after minus before, shape (seeds,)."""

    before: Array
    after: Array
    verdict: Judged
    sentence: str

    @property
    def gains(self) -> Array:
        """The paired differences."""
        return self.after - self.before


def compared(before: Arm, after: Arm, scoring: Scoring) -> Compared:
    """Judge two arms as a diagnosis does."""
    held_out = len((before.case.held_out or ((),))[0])
    scores = [np.where(np.isnan(arm.scores), scoring.chance, arm.scores) for arm in (before, after)]
    smallest = smallest_gain(held_out)
    verdict = judged([float(gain) for gain in scores[1] - scores[0]], smallest)
    told = Told(
        scoring, [float(s) for s in before.scores], [float(s) for s in after.scores], smallest, held_out
    )
    return Compared(scores[0], scores[1], verdict, sentence(verdict, told))


def proven(found: Mapping[str, Compared]) -> list[str]:
    """Name the changes that are proven to help."""
    return [name for name, one in found.items() if one.verdict.verdict == "proven"]


def pairs_picture(one: Compared, change: str, **look: Any) -> Curves:
    """Draw a line for each seed from its score before to its score after."""
    ends = np.array([0.0, 1.0])
    lines = [
        Line("" if seed else "one seed", ends, np.array([low, high]), style="thin", colour="blue")
        for seed, (low, high) in enumerate(zip(one.before, one.after, strict=True))
    ]
    dots = [
        Line("as it is", np.zeros(len(one.before)), one.before, style="dots", colour="quiet"),
        Line("changed", np.ones(len(one.after)), one.after, style="dots", colour="blue"),
    ]
    return Curves(
        x=Axis(f"0: as it is; 1: {CHANGES[change]}", low=-0.15, high=1.15),
        y=Axis("accuracy on new samples", low=0, high=1), lines=(*lines, *dots), **look,
    )  # fmt: skip


def losses_picture(before: Arm, after: Arm, **look: Any) -> Curves:
    """Draw the training loss of both arms."""
    lines = tuple(
        band(name, np.arange(1, arm.epochs + 1), arm.history["loss"], colour=colour)
        for name, arm, colour in (("as it is", before, "quiet"), ("changed", after, "blue"))
    )
    longest = max(before.epochs, after.epochs)
    return Curves(x=Axis("epoch", low=1, high=longest), y=Axis("training loss", low=0), lines=lines, **look)


def gains_picture(found: Mapping[str, Compared], chosen: str, **look: Any) -> Bars:
    """Draw the mean difference of each change that was tried, with its interval."""

    def column(part: str) -> Array:
        return np.array([getattr(one.verdict, part) for one in found.values()])

    return Bars(
        x=Axis("exactly one change"), y=Axis("gain in accuracy"), names=tuple(SHORT[name] for name in found),
        sets=(BarSet(column("gain"), column("low"), column("high")),),
        highlighted=list(found).index(chosen), **look,
    )  # fmt: skip


def verdicts_table(found: Mapping[str, Compared], chosen: str, **look: Any) -> Table:
    """List what was tried, with the verdicts."""
    rows = tuple(
        (SHORT[name], signed(one.verdict.gain), f"{signed(one.verdict.low)} to {signed(one.verdict.high)}", one.verdict.verdict)
        for name, one in found.items()
    )  # fmt: skip
    return Table(
        columns=("one change", "gain", "95 % interval", "verdict"), rows=rows,
        highlighted=(list(found).index(chosen),), **look,
    )  # fmt: skip


def signed(value: float) -> str:
    """Write a difference of scores with its sign; what rounds to zero has none."""
    return f"{value:+.3f}" if math.isfinite(value) and round(value, 3) else "0.000"


def decoys_words(found: Mapping[str, Compared]) -> str:
    """Count what was proven among the changes that no finding named."""
    others = {name: one for name, one in found.items() if name != FINDING}
    helped = [f"{CHANGES[name]} ({signed(others[name].verdict.gain)})" for name in proven(others)]
    said = f"Of the {len(others)} other changes, "
    return said + (
        f"{len(helped)} {'is' if len(helped) == 1 else 'are'} proven to help: {', '.join(helped)}."
        if helped
        else "none is proven to help."
    )
