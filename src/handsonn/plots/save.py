"""Figures as bytes, and as files that are there whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handsonn.errors import HandsonnError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["png", "svg"]


def figure_bytes(figure: Figure, form: Form = "svg") -> bytes:
    """Render a figure as PNG or SVG. The same figure gives the same bytes: no date is written."""
    import matplotlib as mpl

    stream = io.BytesIO()
    settings = {"text.parse_math": False, "svg.hashsalt": "handsonn"}
    metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    with mpl.rc_context(settings), warnings.catch_warnings():
        # A class name in a script that the font lacks is drawn as boxes; the report has it as text.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        figure.savefig(stream, format=form, metadata=metadata)
    return stream.getvalue()


def save_figure(figure: Figure, stem: Path, forms: Sequence[Form] = ("png", "svg")) -> tuple[Path, ...]:
    """Save a figure as stem.png and stem.svg, and give their paths.

    Raises HandsonnError when the disk refuses; a file that was there before is then as it was.
    """
    paths = []
    for form in forms:
        path = stem.with_name(f"{stem.name}.{form}")
        _replace(path, figure_bytes(figure, form))
        paths.append(path)
    return tuple(paths)


def _replace(path: Path, content: bytes) -> None:
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise HandsonnError(
            f"the picture {path} could not be saved ({error.strerror}); make room or choose another folder."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)  # not there once it has taken its place
