"""A lab's first experiment, run unseen while the browser still loads the page.

Its programs are compiled, and its libraries imported, when the page asks for the same a moment later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.course.live.part import Outcome
from handsonn.course.live.turns import TURNS
from handsonn.course.live.worker import Superseded
from handsonn.errors import HandsonnError

if TYPE_CHECKING:
    from handsonn.course.live.live_lab import LiveLab

REHEARSING: ContextVar[bool] = ContextVar("rehearsing", default=False)
"""Whether this thread runs a notebook to take its lab; then the notebook shows and prints nothing."""

logger = logging.getLogger("handsonn")


@dataclass
class GivesWay:
    """The Watch of an experiment that ends as soon as anybody else wants to compute.

    brief: ends it in its first training, when the network is built and its program compiled, or after it.
    unwanted: whether the learner went to another lab.
    """

    brief: bool = False
    unwanted: Callable[[], bool] = lambda: False
    enough: bool = False

    def should_stop(self) -> bool:
        """Tell whether somebody waits for the turn, or enough is done."""
        self.enough = self.enough or self.brief
        return self.enough or TURNS.wanted or self.unwanted()

    def check(self) -> None:
        """Raise Superseded where it should stop; the first check may come before anything is compiled."""
        if self.enough or TURNS.wanted or self.unwanted():
            raise Superseded
        self.enough = self.brief

    def progress(self, share: float, sentence: str) -> None:
        """Tell nobody."""

    def show(self, outcome: Outcome) -> None:
        """Show nobody."""


def rehearse(path: Path, *, brief: bool = False, unwanted: Callable[[], bool] = lambda: False) -> None:
    """Run the first experiment of the lab in this file, unless somebody else wants to compute.

    brief: only until the first network is about to train; the rest would be in the way of a page that is on
    its way already. unwanted: tells whether the learner went to another lab; then it ends.
    """
    live = None
    try:
        live = live_lab_in(path, brief=brief)
        if live is not None:
            with TURNS.turn():
                live.compute(watch=GivesWay(brief, unwanted))
    except (Superseded, HandsonnError):
        return  # nobody asked for it; if it cannot be computed, the page says so when it asks
    except Exception:
        logger.exception("the lab in %s could not be rehearsed", path)
    finally:
        if live is not None:
            live.close()


def live_lab_in(path: Path, *, brief: bool = False) -> LiveLab | None:
    """Run a notebook's cells for its LiveLab; None for a notebook without one.

    brief: only the cells up to it. The cells are read as for the lab's page: marimo's own way to run them,
    as a script, would import Matplotlib to close figures that no lab draws, and a session that begins in the
    middle of that import fails.
    """
    from marimo._ast.app import InternalApp
    from marimo._ast.load import load_app

    notebook = load_app(path)
    if notebook is None:
        return None
    app = InternalApp(notebook)
    names: dict[str, Any] = {"__name__": f"rehearsed_{path.stem}", "__file__": str(path)}
    token = REHEARSING.set(True)
    try:
        for number in app.execution_order:
            _run_cell(app.graph.cells[number], names)
            if brief and "live" in names:
                break
    finally:
        REHEARSING.reset(token)
    live: LiveLab | None = names.get("live")
    return live


def _run_cell(cell: Any, names: dict[str, Any]) -> None:
    """Run a cell, then its last expression, which is what it shows."""
    exec(cell.body, names)  # noqa: S102 - the code of the course, which its page runs as well
    if cell.last_expr is not None:
        eval(cell.last_expr, names)  # noqa: S307 - as above
