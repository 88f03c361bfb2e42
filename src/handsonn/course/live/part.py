"""A part of a lab: its controls, its experiment, the prediction it asks for, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from handsonn.course.live.controls import Control
from handsonn.course.pictures.picture import Picture

Settings = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What an experiment gave, all measured.

    pictures: by a name that stays the same from move to move, in the order of the page.
    notice: sentences with the numbers just measured. keras: the code of exactly this experiment, runnable.
    keras_gives: names in that code with the values that they have when it has run, one for each seed.
    facts: the measured numbers by name, for tests and the prediction.
    seeds: the seeds it was run with. drawn: what a seed draws anew, in the plural, where not whole networks.
    answer: which option of the prediction these facts support, from 0; None while they decide nothing.
    """

    pictures: dict[str, Picture]
    notice: tuple[str, ...] = ()
    keras: str = ""
    keras_gives: dict[str, tuple[float, ...]] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)
    seeds: tuple[int, ...] = ()
    drawn: str = "seeds"
    answer: int | None = None


class Watch(Protocol):
    """The experiment's way to the page while it works."""

    def check(self) -> None:
        """Stop here (raise Superseded) if the learner has moved on; call it between two trainings."""

    def should_stop(self) -> bool:
        """Tell whether the learner has moved on: the argument of run_session() and Population.train()."""

    def progress(self, share: float, sentence: str) -> None:
        """Tell how much is done, from 0 to 1, and with what."""

    def show(self, outcome: Outcome) -> None:
        """Show what there is so far; more follows."""


@dataclass(frozen=True)
class Prediction:
    """What the learner is asked before the answer is shown.

    settings: where the controls go when the learner has answered: the experiment that decides.
    because: one or two sentences, shown with the measured answer.
    """

    question: str
    options: tuple[str, ...]
    settings: Settings = field(default_factory=dict)
    because: str = ""


@dataclass(frozen=True)
class Part:
    """One experiment of a lab.

    name: in the address. title: on its tab. ask: one or two sentences above the experiment.
    experiment(settings, watch) returns an Outcome; the settings are those of the controls, checked.
    """

    name: str
    title: str
    ask: str
    controls: tuple[Control, ...]
    prediction: Prediction
    experiment: Callable[[Settings, Watch], Outcome]
