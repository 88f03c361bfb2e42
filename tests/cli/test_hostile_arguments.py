"""Hostile files and arguments through the command line: one sentence, an exit code, nothing left behind."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hostile_files import CASES, Hostile

from handsonn.cli.main import handsonn

Command = Callable[..., Result]
OPTIONS = {"target": "--target", "missing": "--missing"}
ASKABLE = [
    case for case in CASES if set(case.options) <= set(OPTIONS) and case.options.get("missing") != "zero"
]


def assert_one_sentence(result: Result, code: int = 1) -> None:
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert len(errors[0]) < 700


@pytest.mark.parametrize("case", ASKABLE, ids=str)
def test_a_hostile_file_is_answered_with_a_sentence(case: Hostile, command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    words: list[Any] = ["train", case.build(folder), "--runs", tmp_path / "runs", "--epochs", "1"]
    for name, value in case.options.items():
        words += [OPTIONS[name], value] if value is not None else []
    result = command(*words)
    assert_one_sentence(result, 2 if result.exit_code == 2 else 1)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "\x00"), 1),
        (("show", "../../etc"), 1),
        (("show", ""), 1),
        (("show", "a" * 5000), 1),
        (("show", "🦉"), 1),
        (("compare", "1"), 1),
        (("compare", "1", "1"), 1),
        (("save", "1", "--format", "exe"), 2),
        (("predict", "1"), 2),
        (("train",), 2),
        (("train", "digits", "--layers", "9" * 30), 2),
        (("train", "digits", "--layers", "1000000,1000000"), 2),
        (("train", "digits", "--seed", "-1"), 2),
        (("train", "digits", "--test", "0.999999"), 1),
        (("train", "digits", "--model", "nothing"), 1),
        (("train", "digits", "--model", "/:f"), 1),
        (("train", "digits", "--validation-data", "iris"), 1),
        (("train", "diamonds", "--target", "nothing"), 2),
        (("predict", "1", "iris"), 1),
        (("evaluate", "3", "digits"), 1),
        (("data", "describe", "../digits"), 2),
        (("completion", "tcsh"), 2),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else str(value),
)
def test_a_hostile_argument_is_answered_with_a_sentence(
    words: tuple[str, ...], code: int, command: Command, runs: Path
) -> None:
    takes_runs = words[0] not in {"data", "completion"}
    before = sorted(path.name for path in runs.iterdir())
    result = command(*words, *(("--runs", runs) if takes_runs else ()))
    assert_one_sentence(result, code)
    assert sorted(path.name for path in runs.iterdir()) == before


def test_a_file_where_the_folder_of_runs_should_be(command: Command, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("mine")
    result = command("train", "iris", "--epochs", "1", "--runs", tmp_path / "runs")
    assert_one_sentence(result, 2)
    assert (tmp_path / "runs").read_text() == "mine"


@pytest.mark.parametrize(
    ("error", "phrase"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/disk/file"), "the disk is full"),
        (
            OSError(errno.EROFS, "Read-only file system", "/disk/file"),
            "/disk/file could not be read or written",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), "you may not read or write it"),
        (MemoryError(), "the memory of this machine is not enough"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(
    error: BaseException, phrase: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: Command
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("handsonn.journal.Journal.contents", refuse)
    result = command("runs", "--runs", tmp_path)
    assert_one_sentence(result)
    assert phrase in result.stderr


def test_ctrl_c_is_exit_code_130(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: Command) -> None:
    def press(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("handsonn.journal.Journal.contents", press)
    result = command("runs", "--runs", tmp_path)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "Error: interrupted.")


def test_a_defect_of_ours_shows_its_traceback_and_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("handsonn.journal.Journal.contents", fail)
    result = CliRunner().invoke(handsonn, ["runs", "--runs", str(tmp_path)])
    assert result.exit_code == 1
    assert "ZeroDivisionError: a defect" in result.stderr
    assert "please report it" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux' always full device")
def test_a_full_disk_under_the_output_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "handsonn", "data", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_ends_the_command_quietly() -> None:
    program = [sys.executable, "-m", "handsonn", "data", "list", "--json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_terminal_that_lacks_characters_shows_others(runs: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handsonn", "show", "1", "--runs", str(runs)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"digits-0001" in done.stdout


def test_no_color_and_pipes_have_no_escape_codes(runs: Path) -> None:
    for environment in ({"NO_COLOR": "1"}, {}):
        done = subprocess.run(
            [sys.executable, "-m", "handsonn", "show", "nothing", "--runs", str(runs)],
            env={**os.environ, **environment}, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout + done.stderr
