"""A diagnosis in a folder: the page and the record, both or neither."""

from __future__ import annotations

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
            return _keep_numbered(diagnosis, stem)
        place = out.expanduser()
        place.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(place, lambda new: _fill(diagnosis, new))
    except OSError as error:
        raise HandsonnError(
            f"the diagnosis could not be written ({error.strerror or error}); make room or choose another "
            "folder with --out."
        ) from None
    return place


def _keep_numbered(diagnosis: Diagnosis, stem: str) -> Path:
    from handsonn.journal.claim import claimed
    from handsonn.journal.names import run_stem

    with claimed(RESULTS, run_stem(stem)) as claim:
        _fill(diagnosis, claim.partial)
        claim.publish()
    return RESULTS / claim.name


def _fill(diagnosis: Diagnosis, folder: Path) -> None:
    from handsonn.plots.diagnosis_report import write_diagnosis

    (folder / RECORD_FILE).write_text(dumps(diagnosis), encoding="utf-8")
    (folder / REPORT_FILE).write_text(write_diagnosis(diagnosis), encoding="utf-8")
