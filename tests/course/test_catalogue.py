"""The course as its files tell it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_course import LAB, write_course

from handsonn.course.catalogue import BrokenCourseFile, chapters, find_lab, labs, next_lab, read_chapter
from handsonn.course.lab import Chapter, Lab
from handsonn.errors import UnknownName


def test_the_road_goes_from_chapter_10_to_19() -> None:
    assert [chapter.number for chapter in chapters()] == list(range(10, 20))
    assert [chapter.name for chapter in chapters()] == [f"ch{number}" for number in range(10, 20)]


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.name)
def test_a_chapter_says_in_one_paragraph_what_it_is_about(chapter: Chapter) -> None:
    assert 200 < len(chapter.summary) < 500
    assert chapter.summary.endswith(".")
    assert "!" not in chapter.summary


@pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.name)
def test_a_lab_asks_one_question_and_has_an_address_of_its_own(lab: Lab) -> None:
    assert lab.question.endswith("?")
    assert 3 <= lab.minutes <= 30
    assert [each.address for each in labs()].count(lab.address) == 1
    assert lab.picture.lstrip().startswith("<svg")
    assert "http" not in lab.picture.replace("http://www.w3.org/2000/svg", "")


def test_a_lab_is_found_by_its_name_and_the_next_one_follows() -> None:
    first = labs()[0]
    assert find_lab(first.name) is first
    assert [next_lab(lab) for lab in labs()] == [*labs()[1:], None]


def test_an_unknown_lab_gets_the_nearest_name() -> None:
    name = labs()[0].name
    with pytest.raises(UnknownName, match=f"no lab called '{name}x'; did you mean '{name}'"):
        find_lab(f"{name}x")


def test_a_chapter_lists_its_labs_in_their_order(tmp_path: Path) -> None:
    chapter, empty = write_course(tmp_path / "course")
    assert [(lab.name, lab.order, lab.title) for lab in chapter.labs] == [
        ("count", 1, "Count"),
        ("recount", 2, "Recount"),
    ]
    assert chapter.labs[0].address == "/labs/ch10/count/"
    assert chapter.labs[0].question == "How far does it count?"
    assert empty.labs == ()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"README.md": "No title"}, r"must begin with '# Title' and a paragraph"),
        ({"README.md": "# Title alone"}, r"must begin with '# Title' and a paragraph"),
        (
            {"labs/count.py": LAB.replace("minutes: 1\n", "")},
            r"count\.py needs a title, question, minutes, order",
        ),
        (
            {"labs/count.py": LAB.replace("minutes", "hours")},
            r"'hours: 1' is none of question, minutes, order",
        ),
        ({"labs/count.py": "x = 1"}, r"count\.py needs a title"),
        ({"labs/new.py": LAB}, r"new\.svg beside it"),
    ],
)
def test_a_file_that_lacks_a_fact_is_named_to_its_author(
    tmp_path: Path, damage: dict[str, str], sentence: str
) -> None:
    chapter, _ = write_course(tmp_path / "course")
    for name, text in damage.items():
        (chapter.folder / name).write_text(text.replace("{order}", "1").replace("{title}", "Count"))
    with pytest.raises(BrokenCourseFile, match=sentence):
        read_chapter(chapter.folder)


def test_reading_the_course_runs_no_notebook_and_imports_nothing_heavy() -> None:
    check = (
        "import sys; from handsonn.course.catalogue import labs; labs(); "
        "print([name for name in ('marimo', 'keras', 'numpy', 'anywidget') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
