"""A small JSON file of marks in the learner's folder: replaced whole, locked, never lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from filelock import FileLock, Timeout

from handsonn.errors import HandsonnError
from handsonn.experiments.whole_file import whole_file
from handsonn.journal.durable import flush_folder

Marks = TypeVar("Marks")
_PATIENCE = 10.0  # seconds; the lock is held for milliseconds


@dataclass(frozen=True)
class MarksForm(Generic[Marks]):
    """What stands in a file of marks: {version_key: version, marks_key: {name: mark}}.

    check: gives the marks back if it understands them, and raises ValueError with the reason otherwise.
    error: the exception for a file that cannot be read or written. works: what works all the same then.
    """

    version_key: str
    version: int
    marks_key: str
    check: Callable[[Any], dict[str, Marks]]
    error: type[HandsonnError]
    works: str


@dataclass(eq=False)
class MarksFile(Generic[Marks]):
    """Marks by name. A reader never meets half of the file, and two processes take turns.

    A file that cannot be understood is put aside as NAME.broken, and `note` says so; nothing that the
    learner had is deleted.
    """

    path: Path
    form: MarksForm[Marks]
    note: str = ""
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def known(self) -> dict[str, Marks]:
        """Give all marks. Raises the form's error if the file cannot be read, or is a newer handsonn's."""
        try:
            return self._read()
        except ValueError:
            with self._locked():  # nobody may write a good file while this one is put aside
                return self._read_or_put_aside()

    def change(self, act: Callable[[dict[str, Marks]], dict[str, Marks]]) -> None:
        """Replace the marks by what `act` makes of them; the file is left alone where that is the same.

        Raises the form's error if the file cannot be written or read, or is a newer handsonn's.
        """
        with self._locked():
            marks = self._read_or_put_aside()
            changed = act(dict(marks))
            if changed != marks:
                self._write(changed)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._turn, FileLock(self.path.with_name(f".{self.path.stem}.lock"), timeout=_PATIENCE):
                yield
        except Timeout:
            raise self.form.error(
                f"{self.path} has been in use by another process for {_PATIENCE:.0f} seconds; "
                "end that process and try again."
            ) from None
        except OSError as error:
            raise self._refused("written", error) from error

    def _read_or_put_aside(self) -> dict[str, Marks]:
        try:
            return self._read()
        except ValueError as error:
            self._put_aside(str(error))
            return {}

    def _read(self) -> dict[str, Marks]:
        """Read the marks. Raises ValueError for a file that cannot be understood, else as `known`."""
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

    def _marks(self, document: Any) -> dict[str, Marks]:
        """Check what the file says. Raises ValueError with the reason, the form's error for a newer one."""
        form = self.form
        version = document.get(form.version_key) if isinstance(document, dict) else None
        if not isinstance(version, int) or isinstance(version, bool):
            version = 0
        if version > form.version:
            raise form.error(
                f"{self.path} was written by a newer handsonn (version {version}, this one reads up to "
                f"{form.version}); update handsonn to see your marks."
            )
        if version != form.version:
            raise ValueError(f'expected "{form.version_key}": {form.version}')
        marks = document.get(form.marks_key)
        if not isinstance(marks, dict):
            raise ValueError(f'expected "{form.marks_key}" with a mark for each name')  # noqa: TRY004 - as JSON's
        return form.check(marks)

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

    def _write(self, marks: dict[str, Marks]) -> None:
        form = self.form
        document = {form.version_key: form.version, form.marks_key: dict(sorted(marks.items()))}
        with whole_file(self.path) as file:
            json.dump(document, file, indent=1, ensure_ascii=False)
        flush_folder(self.path.parent)

    def _refused(self, what: str, error: OSError) -> HandsonnError:
        return self.form.error(
            f"your marks in {self.path} could not be {what} ({error.strerror or error}); {self.form.works}: "
            "check that folder, and the space on its disk."
        )
