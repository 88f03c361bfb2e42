"""A diagnosis in a folder: the page and the record, both or neither."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from handsonn.errors import HandsonnError, UsageError
from handsonn.experiments.whole_folder import put_in_place
from handsonn.records import Diagnosis, dumps

RESULTS = Path("diagnoses")
REPORT_FILE, RECORD_FILE = "report.html", "diagnosis.json"


def refuse_out(out: Path | None, *, force: bool = False) -> None:
    """Raise UsageError where a diagnosis could not be written, before anything is run."""
    from handsonn.experiments.train_and_keep import refuse_unwritable

    if out is None:
        refuse_unwritable(RESULTS)
        return
    place = out.expanduser()
    if place.exists() and not place.is_dir():
        raise UsageError(f"{place} is a file; choose another folder with --out.")
    if place.is_dir() and any(place.iterdir()) and not (force and (place / RECORD_FILE).is_file()):
        if (place / RECORD_FILE).is_file():
            raise UsageError(f"{place} holds a diagnosis already; add --force to replace it.")
        raise UsageError(f"{place} is a folder with other files in it; choose another one with --out.")
    refuse_unwritable(place.parent)


def keep_diagnosis(diagnosis: Diagnosis, out: Path | None, *, stem: str, force: bool = False) -> Path:
    """Write report.html and diagnosis.json, and give their folder.

    out: None takes diagnoses/STEM-0001 and so on. Raises UsageError for a folder that may not be replaced,
    HandsonnError when the disk refuses; nothing is then half written, and an earlier diagnosis is as it was.
    """
    refuse_out(out, force=force)
    try:
        if out is None:
            return _numbered(RESULTS, stem, lambda new: fill_folder(diagnosis, new))
        place = out.expanduser()
        place.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(place, lambda new: fill_folder(diagnosis, new))
    except OSError as error:
        raise HandsonnError(
            f"the diagnosis could not be written ({error.strerror or error}); make room or choose another "
            "folder with --out."
        ) from None
    return place


def keep_written(source: Path, results: Path, *, stem: str) -> Path:
    """Copy a diagnosis that is written already into results/STEM-0001 and so on, and give the new folder.

    Raises HandsonnError when the disk refuses; nothing is then half written.
    """

    def fill(folder: Path) -> None:
        for name in (RECORD_FILE, REPORT_FILE):
            shutil.copyfile(source / name, folder / name)

    try:
        return _numbered(results, stem, fill)
    except OSError as error:
        raise HandsonnError(
            f"the diagnosis could not be kept in {results} ({error.strerror or error}); make room "
            "and try again."
        ) from None


def _numbered(results: Path, stem: str, fill: Callable[[Path], None]) -> Path:
    from handsonn.journal.claim import claimed
    from handsonn.journal.names import run_stem

    with claimed(results, run_stem(stem)) as claim:
        fill(claim.partial)
        claim.publish()
    return results / claim.name


def fill_folder(diagnosis: Diagnosis, folder: Path) -> None:
    """Write both files into a folder that nobody sees yet."""
    from handsonn.plots.diagnosis_report import write_diagnosis

    (folder / RECORD_FILE).write_text(dumps(diagnosis), encoding="utf-8")
    (folder / REPORT_FILE).write_text(write_diagnosis(diagnosis), encoding="utf-8")
