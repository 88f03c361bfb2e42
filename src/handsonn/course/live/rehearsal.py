"""A lab's first experiment, run unseen while the browser still loads the page.

Its programs are compiled, and its libraries imported, when the page asks for the same a moment later.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
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
    """

    brief: bool = False
    enough: bool = False

    def should_stop(self) -> bool:
        """Tell whether somebody waits for the turn, or enough is done."""
        self.enough = self.enough or self.brief
        return self.enough or TURNS.wanted

    def check(self) -> None:
        """Raise Superseded where it should stop; the first check may come before anything is compiled."""
        if self.enough or TURNS.wanted:
            raise Superseded
        self.enough = self.brief

    def progress(self, share: float, sentence: str) -> None:
        """Tell nobody."""

    def show(self, outcome: Outcome) -> None:
        """Show nobody."""


def rehearse(path: Path, *, brief: bool = False) -> None:
    """Run the first experiment of the lab in this file, unless somebody else wants to compute.

    brief: only until the first network is about to train; the rest would be in the way of a page that is on
    its way already.
    """
    live = None
    try:
        live = live_lab_in(path)
        if live is not None:
            with TURNS.turn():
                live.compute(watch=GivesWay(brief=brief))
    except (Superseded, HandsonnError):
        return  # nobody asked for it; if it cannot be computed, the page says so when it asks
    except Exception:
        logger.exception("the lab in %s could not be rehearsed", path)
    finally:
        if live is not None:
            live.close()


def live_lab_in(path: Path) -> LiveLab | None:
    """Run a notebook's cells for its LiveLab; None for a notebook without one."""
    notebook = spec_from_file_location(f"rehearsed_{path.stem}", path)
    assert notebook is not None
    assert notebook.loader is not None
    module: Any = module_from_spec(notebook)
    token = REHEARSING.set(True)
    try:
        notebook.loader.exec_module(module)
        _, names = module.app.run()
    finally:
        REHEARSING.reset(token)
    live: LiveLab | None = names.get("live")
    return live
