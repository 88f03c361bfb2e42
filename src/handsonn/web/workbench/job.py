"""One training, or one diagnosis, as the workbench knows it: what its process has told so far."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from handsonn.web.workbench.bell import Bell
from handsonn.web.workbench.controls import problem

SETTINGS_FILE, EVENTS_FILE, LOG_FILE = "settings.json", "events.jsonl", "log.txt"
CHECKPOINTS = "made/.checkpoints/*/session.npz"
AT_WORK = ("waiting", "running")
_GOES_ON_FROM = ("done", "failed", "broken off")
_ENDINGS = {
    "done": "done",
    "nothing": "nothing",
    "error": "failed",
    "broken off": "broken off",
    "elsewhere": "elsewhere",
}
_STAGES: dict[str, dict[str, Any]] = {
    "waiting": {
        "state": "waiting", "stage": "", "error": None, "seconds_left": None, "ended": "", "judged": False,
        "kept": "",
    },
    "started": {"state": "running", "stage": "starting", "notes": [], "went_on_after": 0},
    "data": {"stage": "compiling"},
    "judging": {"stage": "judging", "seconds_left": None},
    "judged": {"stage": "drawing", "judged": True},
}  # fmt: skip
_COPIED = {
    "data": {"data": "name"},
    "progress": {"share": "share", "doing": "sentence", "seconds_left": "seconds_left"},
    "going on": {"went_on_after": "after"},
    "kept": {"kept": "name"},
}  # by event: our name of each of its values


class Job:
    """A training or a diagnosis: its folder, its settings, and the sum of its events.

    state: "waiting" (for its turn), "running", "done", "nothing" (stopped before anything was learnt),
    "failed", "broken off" (handsonn ended before it did), "elsewhere" (another handsonn does it).
    Its methods may be called from any thread; `bell` rings at each change.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.settings = settings
        self.bell = Bell()
        self.stop_wanted = threading.Event()
        self.keeping = threading.Lock()
        self._lock = threading.Lock()
        self._version = 0
        self._metrics: dict[str, list[float | None]] = {}
        self._facts: dict[str, Any] = {
            "state": "waiting", "stage": "", "notes": [], "error": None, "seconds_left": None, "ended": "",
            "data": "", "judged": False, "kept": "", "went_on_after": 0, "share": 0.0, "doing": "",
        }  # fmt: skip
        self._before: dict[str, Any] = {}
        self._before_settings = settings

    @property
    def id(self) -> str:
        """Give the name of its folder."""
        return self.folder.name

    @property
    def state(self) -> str:
        """Give the state alone."""
        return str(self._facts["state"])

    @property
    def kept(self) -> str:
        """Give the name of the run in the learner's journal; "" while it is not kept."""
        return str(self._facts["kept"])

    @property
    def version(self) -> int:
        """Count the changes."""
        return self._version

    def take(self, event: dict[str, Any], *, record: bool = True) -> None:
        """Add an event; record: write it into the job's folder, so that it is known after a restart."""
        with self._lock:
            if record:
                self._record(event)
            self._fold(event)
            self._version += 1
        self.bell.ring()

    def moved(self) -> None:
        """Count a change that is not in the events: the place in the queue."""
        with self._lock:
            self._version += 1
        self.bell.ring()

    def replay(self) -> None:
        """Take the events that the folder holds; a last line cut by a kill is left out."""
        path = self.folder / EVENTS_FILE
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                break
            self.take(event, record=False)

    def facts(self, epochs_known: int = 0) -> dict[str, Any]:
        """Say what a page shows while it trains; of the curves, what comes after `epochs_known` epochs."""
        with self._lock:
            done = len(self._longest())
            first = min(max(epochs_known, 0), done)
            experiment = self.settings.get("experiment", {})
            return {
                "id": self.id,
                "version": self._version,
                "settings": self.settings,
                "epochs": experiment.get("epochs", 20),
                "epochs_done": done,
                "first": first,
                "metrics": {name: values[first:] for name, values in self._metrics.items()},
                **self._facts,
                "stopping": self.stop_wanted.is_set() and self._facts["state"] in AT_WORK,
                "can_go_on": self._may_go_on(done),
            }

    def _may_go_on(self, epochs_done: int) -> bool:
        """Tell whether there is something to go on with, and whether more epochs are of use."""
        facts = self._facts
        if facts["state"] == "broken off":
            return epochs_done > 0 or any(self.folder.glob(CHECKPOINTS))
        # A loss that became infinite would become it again.
        diverged = bool(facts["error"]) and facts["error"]["control"] == "learning_rate"
        failed = facts["state"] == "failed" and not diverged
        return epochs_done > 0 and (failed or facts["ended"] == "interrupted")

    def _record(self, event: dict[str, Any]) -> None:
        try:
            with (self.folder / EVENTS_FILE).open("a", encoding="utf-8") as file:
                file.write(json.dumps(event) + "\n")
        except OSError as error:
            sentence = f"the course of this training is not written down ({error.strerror}); make room."
            if sentence not in self._facts["notes"]:
                self._facts["notes"].append(sentence)

    def _fold(self, event: dict[str, Any]) -> None:
        kind, facts = event["event"], self._facts
        if kind == "waiting":
            self._begin_waiting(event)
        if kind == "nothing" and self._before.get("state") in _GOES_ON_FROM:
            # It was to go on and did not: all is as it was before.
            self.settings = self._before_settings
            facts.update(self._before, went_on_after=len(self._longest()))
            return
        facts.update(_STAGES.get(kind, {}))
        if kind == "note":
            facts["notes"] = [*facts["notes"], event["sentence"]]
        elif kind in _COPIED:
            facts.update({ours: event[theirs] for ours, theirs in _COPIED[kind].items()})
        elif kind == "epochs":
            self._take_epochs(event)
        elif kind in _ENDINGS:
            facts.update(state=_ENDINGS[kind], stage="", ended=event.get("ended", ""), seconds_left=None)
            if "sentence" in event:
                facts["error"] = problem(event["sentence"])

    def _begin_waiting(self, event: dict[str, Any]) -> None:
        """Keep what is true now, in case that the training stops before it goes on."""
        self._before, self._before_settings = dict(self._facts), self.settings
        if self._before["state"] == "running":
            self._before["state"] = "broken off"  # a killed server told no end
        if "epochs" in event:
            self.settings = _with_epochs(self.settings, event["epochs"])

    def _longest(self) -> list[float | None]:
        return max(self._metrics.values(), key=len, default=[])

    def _take_epochs(self, event: dict[str, Any]) -> None:
        """Add epochs; a training that goes on from its checkpoint may tell some of them again."""
        first = int(event["first"])
        for name, values in event["metrics"].items():
            known = self._metrics.setdefault(name, [])
            known[first:] = values
        self._facts.update(stage="training", seconds_left=event["seconds_left"])


def _with_epochs(settings: dict[str, Any], epochs: int) -> dict[str, Any]:
    return {**settings, "experiment": {**settings.get("experiment", {}), "epochs": epochs}}
