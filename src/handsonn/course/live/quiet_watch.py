"""The Watch of an experiment that nobody watches: a script's, a test's."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.course.live.part import Outcome


@dataclass(frozen=True)
class QuietWatch:
    """Never stops an experiment, tells nobody."""

    def check(self) -> None:
        """Go on."""

    def should_stop(self) -> bool:
        """Go on."""
        return False

    def progress(self, share: float, sentence: str) -> None:
        """Tell nobody."""

    def show(self, outcome: Outcome) -> None:
        """Show nobody."""
