"""Which labs the learner has opened and finished: one small JSON file in the learner's folder."""

from __future__ import annotations

import json
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from handsonn.errors import LabError
from handsonn.journal.durable import flush_folder

State = Literal["seen", "done"]
STATES: tuple[State, ...] = ("seen", "done")
PROGRESS_FILE = Path("labs") / "progress.json"
VERSION = 1
_PATIENCE = 10.0  # seconds; the lock is held for milliseconds


class Progress:
    """The learner's marks, kept in labs/progress.json of their folder.

    The file is {"handsonn_progress": 1, "labs": {"weights": "done"}}. It is replaced as a whole, so that a
    reader never meets half of it, and two processes take turns. A file that cannot be understood is put
    aside as progress.json.broken, and `note` says so; nothing that the learner had is deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / PROGRESS_FILE
        self.note = ""
        self._turn = threading.Lock()

    def seen(self) -> frozenset[str]:
        """Give the names of the labs that were opened; a lab that is done was opened too.

        Raises LabError if the file cannot be read, or is a newer handsonn's.
        """
        return frozenset(self._known())

    def done(self) -> frozenset[str]:
        """Give the names of the labs that are done. Raises LabError like `seen`."""
        return frozenset(name for name, state in self._known().items() if state == "done")

    def mark(self, lab_name: str, state: State) -> None:
        """Mark a lab as seen or done; one that is done stays done.

        Raises LabError if the file cannot be written or read, or is a newer handsonn's.
        """
        if state not in STATES:
            raise LabError(f"a lab is marked as one of {', '.join(STATES)}, not as {state!r}.")
        with self._locked():
            marks = self._read_or_put_aside()
            if marks.get(lab_name) not in {state, "done"}:
                self._write({**marks, lab_name: state})

    def _known(self) -> dict[str, State]:
        try:
            return self._read()
        except ValueError:
            with self._locked():  # nobody may write a good file while this one is put aside
                return self._read_or_put_aside()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._turn, FileLock(self.path.with_name(".progress.lock"), timeout=_PATIENCE):
                yield
        except Timeout:
            raise LabError(
                f"{self.path} has been in use by another process for {_PATIENCE:.0f} seconds; "
                "end that process and open the lab again."
            ) from None
        except OSError as error:
            raise self._refused("written", error) from error

    def _read_or_put_aside(self) -> dict[str, State]:
        try:
            return self._read()
        except ValueError as error:
            self._put_aside(str(error))
            return {}

    def _read(self) -> dict[str, State]:
        """Read the marks. Raises ValueError for a file that cannot be understood, LabError like `seen`."""
        try:
            text = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise self._refused("read", error) from error
        try:
            document = json.loads(text)
        except RecursionError as error:
            raise ValueError(str(error)) from error
        return self._marks(document)

    def _marks(self, document: Any) -> dict[str, State]:
        """Check what the file says. Raises ValueError with the reason, LabError for a newer version."""
        version = document.get("handsonn_progress") if isinstance(document, dict) else None
        if not isinstance(version, int) or isinstance(version, bool):
            version = 0
        if version > VERSION:
            raise LabError(
                f"{self.path} was written by a newer handsonn (version {version}, this one reads up to "
                f"{VERSION}); update handsonn to see your marks."
            )
        if version != VERSION:
            raise ValueError(f'expected "handsonn_progress": {VERSION}')
        marks = document.get("labs")
        if not isinstance(marks, dict) or not all(state in STATES for state in marks.values()):
            raise ValueError('expected "labs" with "seen" or "done" for each lab')
        return marks

    def _put_aside(self, why: str) -> None:
        """Rename the file that cannot be understood; an older one that was put aside is not written over."""
        aside = self.path.with_name(f"{self.path.name}.broken")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"{self.path.name}.broken-{number}")
        self.path.rename(aside)
        self.note = (
            f"{self.path} could not be understood ({why.rstrip('.')}); it is kept as {aside.name}, and your "
            "marks start anew: mend that file and rename it back to have the old ones."
        )

    def _write(self, marks: dict[str, State]) -> None:
        document = {"handsonn_progress": VERSION, "labs": dict(sorted(marks.items()))}
        draft = self.path.with_name(f".{uuid.uuid4().hex[:12]}.{self.path.name}")
        try:
            with draft.open("w", encoding="utf-8") as file:
                json.dump(document, file, indent=1, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)
        flush_folder(self.path.parent)

    def _refused(self, what: str, error: OSError) -> LabError:
        return LabError(
            f"your marks in {self.path} could not be {what} ({error.strerror or error}); the labs work "
            "all the same: check that folder, and the space on its disk."
        )
