"""Names of runs: a stem that says what was learnt from, and a number that no other run has."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_STEM = 40
_NUMBERED = re.compile(r"^\.?(?P<stem>.+)-(?P<number>\d{4,})(?:\.partial|\.owner)?$")


def run_stem(text: str) -> str:
    """Turn a data set's name or a path into a stem that is easy to type: "My Houses.csv" to "my-houses".

    Only lower-case letters a to z, digits, "-" and "_" are left, at most 40; "run" when nothing is left.
    """
    last = re.split(r"[/\\]", text.rstrip("/\\"))[-1]
    without_suffix = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", last)
    plain = unicodedata.normalize("NFKD", without_suffix).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:_LONGEST_STEM].rstrip("-_") or "run"


def run_name(stem: str, number: int) -> str:
    """Name a run: "digits" and 7 to "digits-0007", so that names sort as they were made."""
    return f"{stem}-{number:04d}"


def run_number(name: str) -> int | None:
    """Read the number of a run, or of a run that is still being written; None if the name has none."""
    match = _NUMBERED.match(name)
    return int(match["number"]) if match else None
