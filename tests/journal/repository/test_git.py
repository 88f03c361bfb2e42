"""A new repository is put under git, once; without git the folder is whole all the same."""

import subprocess
from pathlib import Path

import pytest

from handsonn.journal.repository import git
from handsonn.journal.repository.git import FIRST, GitSetup, put_under_git


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files, one of them ours, and a git that knows nobody."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "a hook's"))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME", raising=False)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ours.md").touch()
    (folder / "theirs.md").touch()
    return folder


def ask(folder: Path, *words: str) -> str:
    command = ["env", "-u", "GIT_DIR", "git", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def introduce(folder: Path) -> None:
    (folder.parent / "home").mkdir()
    (folder.parent / "home" / ".gitconfig").write_text(
        "[user]\nname = A\nemail = a@b.org\n[commit]\ngpgSign = true\n"
    )


def test_who_is_known_to_git_gets_a_first_commit_of_our_files(folder: Path) -> None:
    introduce(folder)
    assert "with a first commit; every further one is yours" in put_under_git(folder, ["ours.md"]).said
    assert ask(folder, "log", "--format=%s").strip() == FIRST
    assert ask(folder, "ls-files").split() == ["ours.md"]
    assert ask(folder, "status", "--short").split() == ["??", "theirs.md"]


def test_who_is_not_known_is_told_what_to_type(folder: Path) -> None:
    setup = put_under_git(folder, ["ours.md"])
    assert setup.said.endswith("without a commit, because git does not know you yet")
    assert [line.split()[1] for line in setup.to_type] == ["config", "config", "add", "commit"]
    assert ask(folder, "status", "--short").count("??") == 2


def test_a_work_tree_is_left_alone(folder: Path) -> None:
    introduce(folder)
    ask(folder, "init", "--quiet")
    assert (
        put_under_git(folder, ["ours.md"]).said
        == "the folder lies in a git repository already; commit when you like"
    )
    assert ask(folder, "status", "--short").count("??") == 2


def test_without_git_and_when_it_fails_a_sentence_says_what_to_type(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    introduce(folder)
    setup = put_under_git(folder, ["no such file"])
    assert setup.said.startswith(
        "git could not be set up (pathspec 'no such file' did not match any files); all"
    )
    assert setup.to_type == ("git init", "git add -A", f"git commit -m '{FIRST}'")
    monkeypatch.setattr(git.shutil, "which", lambda _: None)
    absent = put_under_git(folder, [])
    assert absent == GitSetup("git is not installed; the folder is whole without it", setup.to_type)
    monkeypatch.setattr(git.shutil, "which", lambda _: "/no/such/git")
    assert put_under_git(folder, []).said.startswith("git could not be set up ([Errno 2] No such file")
