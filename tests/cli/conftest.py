"""Commands run in this process, and two small runs that all tests of commands read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_samples import write_houses
from click.testing import CliRunner, Result

from handsonn.cli.main import handsonn

Command = Callable[..., Result]


def run_command(*words: str | Path) -> Result:
    return CliRunner().invoke(handsonn, [str(word) for word in words])


@pytest.fixture(scope="session")
def command() -> Command:
    """Run a command as typed; the result has stdout, stderr and the exit code."""
    return run_command


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of three runs: digits-0001, digits-0002 (other layers) and houses-0003 (a regression)."""
    folder = tmp_path_factory.mktemp("shared")
    houses = write_houses(folder / "houses.csv")
    runs = folder / "runs"
    common = ("--epochs", "2", "--runs", runs)
    for words in (
        ("digits", "--layers", "12"),
        ("digits", "--layers", "6", "--no-report"),
        (houses, "--target", "price", "--layers", "8"),
    ):
        result = run_command("train", *words, *common)
        assert result.exit_code == 0, result.output
    return runs


@pytest.fixture(scope="session")
def houses(runs: Path) -> Path:
    return runs.parent / "houses.csv"
