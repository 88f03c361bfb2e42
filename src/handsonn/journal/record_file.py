"""record.json: a run's facts as text, with the version of their form."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from handsonn.errors import JournalError
from handsonn.records import CodecError, RunRecord
from handsonn.records.codec import from_jsonable, to_jsonable

RECORD_FILE = "record.json"
VERSION = 1


def write_record(folder: Path, record: RunRecord) -> None:
    """Write record.json. Call it last: a folder without it is no run."""
    document = {"handsonn_run": VERSION, "record": to_jsonable(record)}
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    # A file name that is no valid Unicode becomes its JSON escape, and is read back as it was.
    (folder / RECORD_FILE).write_bytes(text.encode("utf-8", "backslashreplace"))


def read_record(folder: Path) -> RunRecord:
    """Read a run's record; the folder's present name is the run's name, so that a run can be renamed.

    Raises JournalError for a file that is missing, damaged, or from a newer handsonn.
    """
    try:
        document = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise JournalError(
            f"the run {folder.name} has no {RECORD_FILE}; its folder is not a whole run."
        ) from None
    except OSError as error:
        raise JournalError(
            f"the run {folder.name} cannot be read ({error.strerror}); check {folder}."
        ) from None
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, f"not JSON: {error}") from None
    return replace(_from_document(folder, document), name=folder.name)


def _from_document(folder: Path, document: Any) -> RunRecord:
    version = document.get("handsonn_run") if isinstance(document, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _damaged(folder, "it does not say which version it has")
    if version > VERSION:
        raise JournalError(
            f"the run {folder.name} was written by a newer handsonn (its record has version {version}, "
            f"this one reads up to {VERSION}); update handsonn to read it."
        )
    try:
        record: RunRecord = from_jsonable(RunRecord, document.get("record"))
    except CodecError as error:
        raise _damaged(folder, str(error).rstrip(".")) from None
    return record


def _damaged(folder: Path, why: str) -> JournalError:
    return JournalError(
        f"the {RECORD_FILE} of the run {folder.name} is damaged ({why}); "
        "restore it from a copy, or train again."
    )
