"""Where a learner's repository is: the nearest folder upwards that holds .handsonn/repository.json."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from handsonn.errors import RepositoryError

OURS = Path(".handsonn")
MARK_FILE = OURS / "repository.json"
LOCK_FILE = OURS / "lock"
RUNS = Path("runs")
VERSION = 1
MARK = json.dumps({"handsonn_repository": VERSION}) + "\n"


def find_repository(start: Path) -> Path | None:
    """Find the repository that a folder lies in, at any depth; None outside of one.

    Raises RepositoryError for one that is damaged, or that a newer handsonn made.
    """
    here = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would follow a linked folder to elsewhere
    for folder in (here, *here.parents):
        if os.path.lexists(folder / MARK_FILE):
            _check(folder)
            return folder
    return None


def repository_of(start: Path) -> Path:
    """Find the repository that a folder lies in. Raises RepositoryError also outside of one."""
    root = find_repository(start)
    if root is None:
        raise RepositoryError(
            f"{start} lies in no learning repository; `handsonn init FOLDER` makes one, and the commands "
            "inside that folder find it."
        )
    return root


def runs_of(start: Path) -> Path:
    """Give the folder of runs for commands typed here: the repository's, as a relative path; ./runs outside.

    Raises RepositoryError like find_repository.
    """
    root = find_repository(start)
    return RUNS if root is None else Path(os.path.relpath(root / RUNS, start))


def _check(root: Path) -> None:
    """Check the file that makes a folder a repository. Raises RepositoryError."""
    path = root / MARK_FILE
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise RepositoryError(
            f"{path} cannot be read ({error.strerror or error}); it makes {root} your repository: "
            "check that file and who may read it."
        ) from error
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    version = _version(document)
    if version is None:
        raise _damaged(path)
    if version > VERSION:
        raise RepositoryError(
            f"{root} was made by a newer handsonn (its repository has version {version}, this one knows "
            f"up to {VERSION}); update handsonn to work in it."
        )


def _version(document: Any) -> int | None:
    version = document.get("handsonn_repository") if isinstance(document, dict) else None
    return version if isinstance(version, int) and not isinstance(version, bool) and version > 0 else None


def _damaged(path: Path) -> RepositoryError:
    return RepositoryError(
        f"{path} is damaged; expected {MARK.strip()} in it: write that line into the file, and all else in "
        "your repository is as it was."
    )
