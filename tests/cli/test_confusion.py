"""The confusion matrix in a terminal: readable in 80 columns, coloured only where a person looks."""

import io

import numpy as np
import pytest
from rich.console import Console

from handsonn.cli.confusion import print_confusion
from handsonn.records import ConfusionMatrix

CLOTHES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def shown(confusion: ConfusionMatrix, *, terminal: bool = False, width: int = 80) -> list[str]:
    text = io.StringIO()
    console = Console(
        file=text,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        highlight=False,
    )
    print_confusion(console, confusion)
    return text.getvalue().splitlines()


def square(classes: int, value: int = 3) -> np.ndarray:
    counts = np.eye(classes, dtype=int) * value
    counts[0, 1] = 1
    return counts


def test_few_classes_have_their_names_on_the_columns() -> None:
    lines = shown(ConfusionMatrix(square(2), ("cat", "dog")))
    assert [line.split() for line in lines[1:]] == [["cat", "dog"], ["cat", "3", "1"], ["dog", "·", "3"]]


def test_ten_clothes_of_a_thousand_each_fit_into_80_columns() -> None:
    lines = shown(ConfusionMatrix(square(10, 1000), CLOTHES))
    assert lines[1].split() == [str(number) for number in range(10)]
    assert lines[2].split() == ["0", "T-shirt/top", "1000", "1", *"········"]
    assert lines[11].startswith("9 Ankle boot")
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("classes", [21, 150])
def test_more_classes_are_told_by_their_most_confused_pairs(classes: int) -> None:
    lines = shown(ConfusionMatrix(square(classes), tuple(f"class {n}" for n in range(classes))))
    assert lines[0] == f"Of {classes} classes, these were confused most often:"
    assert lines[2].split() == ["class", "0", "class", "1", "1", "25%"]


def test_right_answers_are_blue_mistakes_orange_and_a_pipe_has_neither() -> None:
    confusion = ConfusionMatrix(square(2), ("cat", "dog"))
    assert not any("\x1b" in line for line in shown(confusion))
    row = shown(confusion, terminal=True)[2]
    (right, wrong) = (row.split("48;2;")[part].split("m")[0].split(";") for part in (1, 2))
    assert int(right[2]) > int(right[0])
    assert int(wrong[0]) > int(wrong[2])


def test_sixteen_colours_are_enough() -> None:
    text = io.StringIO()
    console = Console(file=text, width=80, force_terminal=True, color_system="standard")
    print_confusion(console, ConfusionMatrix(square(2), ("cat", "dog")))
    row = text.getvalue().splitlines()[2]
    assert row.index("\x1b[1;37;44m") < row.index("\x1b[30;43m")


def test_a_class_name_that_looks_like_markup_is_only_a_name() -> None:
    assert "[red]cat" in shown(ConfusionMatrix(square(2), ("[red]cat", "[/]")))[1]
