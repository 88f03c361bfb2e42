"""The data files that travel in the wheel; DATA_LICENSES beside this file says where each comes from."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def embedded_file(name: str) -> Path:
    """Return the path of an embedded file."""
    return FOLDER / name


def checksums() -> dict[str, str]:
    """Return file name -> SHA-256, as scripts/pack_embedded.py wrote them down."""
    lines = embedded_file("SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
