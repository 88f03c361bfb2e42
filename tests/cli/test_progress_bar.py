"""An epoch's facts beside a progress bar, and as lines in a file."""

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from handsonn.cli import progress_bar
from handsonn.cli.progress_bar import epoch_progress, metrics_in_words
from handsonn.records import EpochFacts

METRICS = {"accuracy": 0.97123, "loss": 0.5, "val_accuracy": 0.9, "val_loss": 0.25}


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    written = io.StringIO()
    terminal = getattr(request, "param", False)
    monkeypatch.setattr(
        progress_bar, "notes", lambda: Console(file=written, width=80, force_terminal=terminal)
    )
    return written


def facts(epoch: int) -> EpochFacts:
    return EpochFacts(epoch, METRICS, 0.1)


def test_the_loss_comes_first() -> None:
    assert metrics_in_words(METRICS) == "loss 0.5, accuracy 0.9712, val. loss 0.25, val. accuracy 0.9"


@pytest.mark.parametrize(
    ("metrics", "words"),
    [
        (METRICS, "loss 0.5, val. accuracy 0.9"),
        ({"loss": 0.5, "mae": 2.0}, "loss 0.5, mae 2"),
        ({"loss": 0.5}, "loss 0.5"),
    ],
)
def test_beside_the_bar_stand_the_loss_and_one_metric(metrics: dict[str, float], words: str) -> None:
    assert metrics_in_words(metrics, short=True) == words


def test_a_file_gets_a_line_now_and_then_and_the_last_one(
    text: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.0, 6.0, 6.0, 7.0, 7.5, 7.5])
    monkeypatch.setattr(progress_bar.time, "monotonic", lambda: next(clock))
    with epoch_progress("digits", 4) as sink:
        for epoch in range(4):
            sink(facts(epoch))
    lines = text.getvalue().splitlines()
    assert [line.split(": loss")[0] for line in lines] == ["digits: epoch 2/4", "digits: epoch 4/4"]


@pytest.mark.parametrize("text", [True], indirect=True)
def test_a_terminal_gets_a_bar_that_fits_and_goes_away(text: io.StringIO) -> None:
    with epoch_progress("a data set with a rather long name", 8) as sink:
        sink(facts(3))
    shown = text.getvalue()
    assert "a data set with a ra…" in shown
    assert "loss 0.5, val. accuracy 0.9" in shown
    assert "4/8" in shown
    assert shown.endswith("\x1b[2K")
