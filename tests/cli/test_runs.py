"""handsonn runs: the table of runs, as wide as the terminal."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from handsonn.cli.runs import _table
from handsonn.journal import Journal
from handsonn.records import RunRecord

NAMES = ("fashion_mnist_small-0012", "iris-0001")


@pytest.fixture
def records(runs: Path) -> list[RunRecord]:
    record = Journal(runs).read("digits-0001")
    settings = {**record.settings, "layers": (300, 100)}
    return [replace(record, name=name, settings=settings, ended="interrupted") for name in NAMES]


def printed(records: list[RunRecord], width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(_table(records, width))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_name_is_never_shortened(records: list[RunRecord], width: int) -> None:
    text = printed(records, width)
    assert all(name in text.split() for name in NAMES)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


def test_the_hour_gives_way_before_the_date_and_the_date_before_the_score(records: list[RunRecord]) -> None:
    made = records[0].created[:16].replace("T", " ")
    assert made in printed(records, 200)
    narrower = printed(records, 90)
    assert made not in narrower
    assert made[:10] in narrower
    narrow = printed(records, 80)
    assert made[:10] not in narrow
    assert "accuracy " in narrow
