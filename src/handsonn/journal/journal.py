"""The journal: a folder of runs, written atomically, read by name."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from handsonn.errors import JournalError
from handsonn.journal.claim import claimed
from handsonn.journal.names import run_number, run_stem
from handsonn.journal.record_file import RECORD_FILE, read_record, write_record
from handsonn.records import RunRecord

_LONGEST = 80  # characters of an unknown name that are worth repeating

Fill = Callable[[Path, str], RunRecord]


@dataclass(frozen=True)
class UnreadableRun:
    """A run's folder that cannot be read, and the sentence that says why."""

    name: str
    reason: str


@dataclass(frozen=True)
class JournalContents:
    """The runs that can be read, newest first, and those that cannot."""

    runs: tuple[RunRecord, ...]
    unreadable: tuple[UnreadableRun, ...]


class Journal:
    """Runs in a folder, a sub-folder each. The folder is made when the first run is written."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def new_run(self, stem: str, fill: Fill) -> RunRecord:
        """Write a run that appears whole under its name, or not at all.

        stem: what the run learnt from ("digits", "my/houses.csv"); the run is named "digits-0007".
        fill: is called as fill(folder, name) with an empty folder and the name that the run will have; it
            writes pictures and model files there and returns the record.
        Returns the record as kept. What fill raises passes through, and leaves nothing behind. Raises
        JournalError when the disk refuses: full, read-only, or a file where the folder should be.
        """
        try:
            with claimed(self.folder, run_stem(stem)) as claim:
                record = replace(fill(claim.partial, claim.name), name=claim.name)
                write_record(claim.partial, record)
                claim.publish()
        except OSError as error:
            raise self._refused(error) from error
        return record

    def contents(self) -> JournalContents:
        """Read every run, newest first; a folder that cannot be read is reported, not fatal."""
        runs, unreadable = [], []
        for name in self.names():
            try:
                runs.append(read_record(self.folder / name))
            except JournalError as error:
                unreadable.append(UnreadableRun(name, str(error)))
        return JournalContents(tuple(runs), tuple(unreadable))

    def runs(self) -> tuple[RunRecord, ...]:
        """Read every run that can be read, newest first."""
        return self.contents().runs

    def read(self, name: str) -> RunRecord:
        """Read the run of this exact name. Raises JournalError if it is missing or damaged."""
        return read_record(self.folder_of(name))

    def folder_of(self, name: str) -> Path:
        """Give the folder of the run of this exact name. Raises JournalError if there is none."""
        if name not in self.names():
            raise self._unknown(name)
        return self.folder / name

    def find(self, text: str) -> RunRecord:
        """Read the run that the learner means: "last", a name, its number, its beginning, or its folder.

        Raises JournalError if there is none ("did you mean ...?"), or if several begin like that.
        """
        names = self.names()
        if text == "last" and names:
            return self.read(names[0])
        wanted = text.rstrip("/\\")
        if Path(wanted).parent.resolve() == self.folder.resolve():
            wanted = Path(wanted).name
        for matches in (
            [name for name in names if name == wanted],
            [name for name in names if wanted.isdecimal() and run_number(name) == int(wanted)],
            [name for name in names if wanted and name.startswith(wanted)],
        ):
            if len(matches) == 1:
                return self.read(matches[0])
            if matches:
                raise JournalError(
                    f"{len(matches)} runs begin with {text!r} ({_some(matches)}); "
                    "say which one, or its number."
                )
        raise self._unknown(text)

    def names(self) -> tuple[str, ...]:
        """List the folders that are runs, or should be, newest first. Anything else here is the learner's.

        Raises JournalError for a folder of runs that cannot be read.
        """
        try:
            entries = [entry for entry in self.folder.iterdir() if not entry.name.startswith(".")]
            names = [
                entry.name
                for entry in entries
                if entry.is_dir() and (run_number(entry.name) is not None or (entry / RECORD_FILE).exists())
            ]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise JournalError(
                f"the runs in {self.folder} cannot be read ({error.strerror}); expected a folder of runs: "
                "name another with --runs."
            ) from None
        return tuple(sorted(names, key=lambda name: (-(run_number(name) or 0), name)))

    def _unknown(self, text: str) -> JournalError:
        names, shown = self.names(), repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
        if not names:
            return JournalError(
                f"there is no run {shown}: {self.folder} holds no runs yet; "
                "`handsonn train digits` makes the first."
            )
        near = difflib.get_close_matches(text, names, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        return JournalError(
            f"there is no run {shown} in {self.folder}; {hint}`handsonn runs` lists them, "
            f"the newest is {names[0]}."
        )

    def _refused(self, error: OSError) -> JournalError:
        return JournalError(
            f"the run could not be saved in {self.folder} ({error.strerror or error}); nothing was left half "
            "written: make room or name another folder with --runs."
        )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown}, ..."  # noqa: PLR2004
