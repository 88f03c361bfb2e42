"""What file-format libraries throw at a broken file, turned into one sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handsonn.errors import DataFileError, HandsonnError

# pyarrow's errors are ValueError, OSError, KeyError, TypeError, NotImplementedError and MemoryError by
# inheritance; Pillow throws OSError, SyntaxError, ValueError, struct.error; zipfile RuntimeError as well.
_COMPLAINTS = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    SyntaxError,
    MemoryError,
    NotImplementedError,
    RuntimeError,
    AssertionError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)


@contextmanager
def explained(path: Path | str, expected: str) -> Iterator[None]:
    """Turn a library's complaint about a file's bytes into a DataFileError that names the file.

    Wrap only the library's reading in it, so that a defect of ours is not blamed on the file.
    """
    try:
        yield
    except HandsonnError:
        raise
    except _COMPLAINTS as error:
        raise DataFileError(f"{path} cannot be read: {_first_line(error)}; expected {expected}.") from None


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    text = lines[0].rstrip(".;: ") if lines else type(error).__name__
    return text if len(text) <= 160 else f"{text[:157]}..."  # noqa: PLR2004 - two lines of a terminal
