"""LiveLab: the widget that is the experiment of a lab, from its controls to the same in Keras.

The page sets one trait, `order`, on each move; a thread computes the newest order and sets `result`. The
widget is made once, so nothing is ever unmounted while a slider moves.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from typing import Any

import anywidget
import marimo as mo
import traitlets

from handsonn.course.catalogue import find_lab, next_lab
from handsonn.course.lab import Lab
from handsonn.course.live.controls import Slider, checked_settings
from handsonn.course.live.part import Outcome, Part, Settings, Watch
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.live.rehearsal import REHEARSING
from handsonn.course.live.source import script, sheet
from handsonn.course.live.worker import LatestWorker, Order
from handsonn.course.pictures.picture import encode
from handsonn.errors import UnknownName


class LiveLab(anywidget.AnyWidget):
    """The live part of a lab.

    lab: its name in the course. parts: its experiments, each on a tab. Raises UnknownName for a lab that is
    not in the course.
    """

    _esm = script()
    _css = sheet()
    page = traitlets.Dict().tag(sync=True)
    order = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    result = traitlets.Bytes(b"").tag(sync=True)

    def __init__(self, lab: str, parts: tuple[Part, ...]) -> None:
        found = find_lab(lab)
        self.parts = {part.name: part for part in parts}
        self._worker: LatestWorker | None = None
        self._putting = threading.RLock()
        super().__init__(page=_page(found, parts))
        self.observe(self._ordered, names="order")

    def compute(
        self, part: str = "", settings: Settings | None = None, watch: Watch | None = None
    ) -> Outcome:
        """Run the experiment of a part ("": the first); settings not given are the controls' first values.

        Raises UnknownName for an unknown part and UsageError for a setting that its control cannot have.
        """
        name = part or next(iter(self.parts))
        if name not in self.parts:
            raise UnknownName("part of this lab", name, self.parts)
        chosen = self.parts[name]
        return chosen.experiment(checked_settings(chosen.controls, settings or {}), watch or QuietWatch())

    def _ordered(self, change: Any) -> None:
        """Hear what the page asks for; the first time, start the thread that computes it."""
        asked = change["new"]
        if self._worker is None:
            self._worker = self._start()
        self._worker.order(Order(asked["number"], asked["part"], asked["settings"]))

    def _start(self) -> LatestWorker:
        worker = LatestWorker(
            compute=lambda order, watch: self.compute(order.part, order.settings, watch),
            show=self._show,
            tell=self._tell,
            session_ended=lambda: thread.should_exit or self.comm is None,  # closed with its session
            ahead=self._neighbours,
        )
        thread = mo.Thread(target=worker.run, name=f"handsonn lab {self.page['name']}", daemon=True)
        thread.start()
        return worker

    def _neighbours(self, order: Order) -> list[Order]:
        """List what a step of a slider would ask for, where that step compiles."""
        controls = self.parts[order.part].controls
        settings = checked_settings(controls, order.settings)
        return [
            Order(order.number, order.part, {**settings, control.name: stop})
            for control in controls
            if isinstance(control, Slider)
            for stop in control.neighbours(settings[control.name])
        ]

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page sets; not while the worker sets something, which traitlets may lose."""
        with self._putting:
            super().set_state(sync_data)

    def _show(self, order: Order, outcome: Outcome) -> None:
        result = encode({"number": order.number, "part": order.part, "outcome": outcome})
        with self._putting:
            self.result = result

    def _tell(self, order: Order, phase: str, **details: Any) -> None:
        with self._putting:
            self.state = {"number": order.number, "part": order.part, "phase": phase, **details}


def _page(lab: Lab, parts: tuple[Part, ...]) -> dict[str, Any]:
    """Describe the lab to its page."""
    following = next_lab(lab)
    return {
        "name": lab.name,
        "title": lab.title,
        "question": lab.question,
        "next": {"title": following.title, "address": following.address} if following else None,
        "parts": [
            {
                "name": part.name,
                "title": part.title,
                "ask": part.ask,
                "controls": [{"kind": control.kind, **asdict(control)} for control in part.controls],
                "prediction": asdict(part.prediction),
            }
            for part in parts
        ],
    }


def show(live: LiveLab) -> LiveLab:
    """Show a lab: on a page, itself; as a script, what there is to notice in each part, printed."""
    if mo.app_meta().mode == "script" and not REHEARSING.get():
        for part in live.parts.values():
            print(f"\n{part.title}")  # noqa: T201 - a script's output
            for sentence in live.compute(part.name).notice:
                print(f"- {sentence}")  # noqa: T201
    return live
