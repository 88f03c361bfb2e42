"""A new repository is put under git: once, when it is made. Afterwards only the learner commits."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60.0
FIRST = "Begin my learning repository"
_COMMIT = ("git add -A", f"git commit -m {shlex.quote(FIRST)}")
_ALL = ("git init", *_COMMIT)
_NAME_YOURSELF = (
    "git config --global user.name 'YOUR NAME'",
    "git config --global user.email YOU@EXAMPLE.ORG",
)


@dataclass(frozen=True)
class GitSetup:
    """What was done about git. said: a sentence. to_type: the commands that are left to the learner."""

    said: str
    to_type: tuple[str, ...] = ()


def put_under_git(root: Path, paths: Sequence[str]) -> GitSetup:
    """Make a git repository of the folder and commit these files of ours.

    Nothing is done inside a work tree that is there already. Without a name and an address in git's settings
    nothing is committed. Never raises: the folder is whole without git too.
    """
    git = shutil.which("git")
    if git is None:
        return GitSetup("git is not installed; the folder is whole without it", _ALL)
    try:
        if _git(git, root, "rev-parse", "--is-inside-work-tree").returncode == 0:
            return GitSetup("the folder lies in a git repository already; commit when you like")
        return _begin(git, root, paths)
    except _Failed as failed:
        return GitSetup(f"git could not be set up ({failed}); all files are there without it", _ALL)


class _Failed(Exception):  # noqa: N818 - never leaves this file
    """Git said no."""


def _begin(git: str, root: Path, paths: Sequence[str]) -> GitSetup:
    _must(git, root, "init", "--quiet")
    known = [_git(git, root, "config", "--get", name).stdout.strip() for name in ("user.name", "user.email")]
    if not all(known):
        return GitSetup(
            "the folder is a git repository now, without a commit, because git does not know you yet",
            (*_NAME_YOURSELF, *_COMMIT),
        )
    _must(git, root, "add", "--", *paths)
    _must(git, root, "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", FIRST, "--", *paths)
    return GitSetup(
        "the folder is a git repository now, with a first commit; every further one is yours to make"
    )


def _must(git: str, root: Path, *words: str) -> None:
    done = _git(git, root, *words)
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise _Failed(lines[-1].removeprefix("fatal: ") if lines else f"exit code {done.returncode}")


def _git(git: str, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # A hook that started us would have us work in its own repository through these.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    for name in ("GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"):
        environment.pop(name, None)
    try:
        return subprocess.run(  # noqa: S603 - git itself, with words of ours
            [git, *words], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, errors="replace", timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _Failed(str(error)) from None
