"""The workbench's trainings, or its diagnoses: a few at once, a queue, all found again after a reload."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from handsonn.errors import HandsonnError, UsageError
from handsonn.experiments.results_folder import forget_training
from handsonn.experiments.training_process import LOCK_FILE
from handsonn.web.workbench.child import Child
from handsonn.web.workbench.job import AT_WORK, SETTINGS_FILE, Job

MOST_AT_ONCE = 2
MOST_WAITING = 10
MOST_REMEMBERED = 20


class Settings(Protocol):
    """What a process is asked to do."""

    def to_jsonable(self) -> dict[str, Any]:
        """Write it for the process and for the job's folder."""
        ...


class Jobs:
    """All trainings of one folder of jobs. Its methods may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        *,
        at_once: int = MOST_AT_ONCE,
        child: Callable[[Job], Child] = Child,
        nouns: tuple[str, str] = ("training", "trainings"),
    ) -> None:
        """Find the trainings that the folder holds.

        at_once: how many processes may work together. nouns: what a job is called, one and several.
        """
        self.folder = folder
        self.at_once = at_once
        self._noun, self._nouns = nouns
        self._child = child
        self._turn = threading.Condition()
        self._queue: list[Job] = []
        self._working: dict[str, Child | None] = {}
        self._closed = False
        self._jobs: dict[str, Job] = {}
        self._find_on_disk()

    def start(self, settings: Settings) -> Job:
        """Begin a training, or queue it. Raises UsageError for a full queue, HandsonnError for the disk."""
        with self._turn:
            if len(self._queue) >= MOST_WAITING:
                raise UsageError(
                    f"{len(self._queue)} {self._nouns} wait already; stop one of them, or wait until one "
                    "is done."
                )
            self._forget_oldest()
            job = self._new_job(settings)
            self._jobs[job.id] = job
        self._enqueue(job)
        return job

    def go_on(self, job: Job, epochs: int = 0) -> None:
        """Train on from the job's checkpoint, or from the start where it has none. Raises UsageError.

        epochs: up to how many, where that is more than were asked for before.
        """
        with self._turn:
            if not job.facts()["can_go_on"]:
                raise UsageError(
                    "this training cannot go on: it runs, has trained all its epochs, or has learnt nothing "
                    "yet; choose Train."
                )
            job.stop_wanted.clear()
            more = epochs if epochs > job.facts()["epochs"] else 0
            self._enqueue(job, more)

    def stop(self, job: Job) -> None:
        """Let a training stop after the chunk of work in hand, and keep what was learnt."""
        job.stop_wanted.set()
        with self._turn:
            child = self._working.get(job.id)
            self._turn.notify_all()
        if child is not None:
            child.stop()
        job.bell.ring()

    def find(self, job_id: str) -> Job:
        """Find a training. Raises UsageError for one that is not there (any more)."""
        job = self._jobs.get(job_id)
        if job is None:
            raise UsageError(
                f"there is no {self._noun} {job_id[:40]!r} any more: the newest {MOST_REMEMBERED} are "
                "remembered."
            )
        return self._anew(job) if job.state == "elsewhere" else job

    def all(self) -> list[Job]:
        """List the trainings, newest first."""
        return [self.find(job_id) for job_id in sorted(self._jobs, reverse=True)]

    def place(self, job: Job) -> str:
        """Say in a sentence where a waiting training stands in the queue; "" for one that does not wait."""
        with self._turn:
            if job not in self._queue:
                return ""
            before = self._queue.index(job)
            running = len(self._working)
        now = f"1 other {self._noun} runs" if running == 1 else f"{running} other {self._nouns} run"
        turn = "yours is next" if before == 0 else f"{before} before yours in the queue"
        return f"{now} now, {turn}; at most {self.at_once} run at once."

    def forget(self, job: Job) -> None:
        """Delete a training that does not run. Raises UsageError for one that does."""
        with self._turn:
            if job.state in (*AT_WORK, "elsewhere"):
                raise UsageError(f"this {self._noun} runs; stop it before you delete it.")
            forget_training(job.folder)
            self._jobs.pop(job.id, None)

    def close(self) -> None:
        """End every process at once; their checkpoints stay."""
        with self._turn:
            self._closed = True
            self._queue.clear()
            self._turn.notify_all()
            children = [child for child in self._working.values() if child is not None]
        for child in children:
            child.end()

    def _enqueue(self, job: Job, more_epochs: int = 0) -> None:
        job.take({"event": "waiting"} | ({"epochs": more_epochs} if more_epochs else {}))
        with self._turn:
            self._queue.append(job)
        threading.Thread(target=self._work, args=(job,), name=f"job {job.id}", daemon=True).start()
        self._tell_queue()

    def _work(self, job: Job) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._is_turn_of(job))
            if job not in self._queue:
                return  # the server closes
            self._queue.remove(job)
            if not job.stop_wanted.is_set():
                self._working[job.id] = None
        self._tell_queue()
        if job.stop_wanted.is_set():
            job.take({"event": "nothing", "sentence": "stopped before its turn came: nothing was learnt."})
            return
        try:
            self._train(job)
        finally:
            with self._turn:
                self._working.pop(job.id, None)
                self._turn.notify_all()
            self._tell_queue()

    def _train(self, job: Job) -> None:
        try:
            child = self._child(job)
        except OSError as error:
            sentence = f"the {self._noun} could not be started ({error.strerror}); make room, and try again."
            job.take({"event": "error", "sentence": sentence})
            return
        with self._turn:
            self._working[job.id] = child
            closed = self._closed
        if closed:
            child.end()  # it was not there yet when all others were ended
        if job.stop_wanted.is_set():
            child.stop()
        child.listen()

    def _is_turn_of(self, job: Job) -> bool:
        if job not in self._queue or job.stop_wanted.is_set():
            return True
        # A process that has told of its end may need a moment to be gone.
        return self._queue[0] is job and job.id not in self._working and len(self._working) < self.at_once

    def _tell_queue(self) -> None:
        with self._turn:
            self._turn.notify_all()
            waiting = list(self._queue)
        for job in waiting:
            job.moved()

    def _new_job(self, settings: Settings) -> Job:
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        document = settings.to_jsonable()
        try:
            folder = self.folder / name
            folder.mkdir(parents=True)
            _mark_as_ours(self.folder.parent)
            (folder / SETTINGS_FILE).write_text(json.dumps(document), encoding="utf-8")
        except OSError as error:
            raise HandsonnError(
                f"the {self._noun} could not be begun in {self.folder} ({error.strerror or error}): make "
                "room, or start handsonn in a folder that you may write to."
            ) from None
        return Job(folder, document)

    def _forget_oldest(self) -> None:
        finished = [job for job in self._jobs.values() if job.state not in (*AT_WORK, "elsewhere")]
        finished.sort(key=lambda job: job.id)
        for job in finished[: max(0, len(finished) - MOST_REMEMBERED + 1)]:
            forget_training(job.folder)
            self._jobs.pop(job.id, None)

    def _find_on_disk(self) -> None:
        if not self.folder.is_dir():
            return
        for settings in sorted(self.folder.glob(f"*/{SETTINGS_FILE}")):
            try:
                document = json.loads(settings.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue  # a folder that a kill left before its settings were whole: there is nothing in it
            self._jobs[settings.parent.name] = Job(settings.parent, document)
        for job in list(self._jobs.values()):
            self._anew(job)

    def _anew(self, job: Job) -> Job:
        """Read a training from its folder, which another handsonn may be filling."""
        fresh = Job(job.folder, job.settings)
        fresh.replay()
        if fresh.state in AT_WORK:
            word = "elsewhere" if _is_locked(job.folder) else "broken off"
            fresh.take({"event": word}, record=False)
        self._jobs[job.id] = fresh
        return fresh


def _mark_as_ours(folder: Path) -> None:
    """Keep our working files out of the learner's version control."""
    path = folder / ".gitignore"
    if not path.exists():
        path.write_text("*\n", encoding="utf-8")


def _is_locked(folder: Path) -> bool:
    if not (folder / LOCK_FILE).exists():
        return False
    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False
