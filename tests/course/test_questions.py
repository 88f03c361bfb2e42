"""The questions that a chapter asks of the learner's notes."""

import pytest

from handsonn.course.catalogue import chapters
from handsonn.course.lab import Chapter
from handsonn.course.questions import read_questions


def test_the_questions_are_the_list_under_their_heading_alone() -> None:
    text = "# Title\n\nA paragraph.\n\n- no question\n\n## Questions\n\n- One?\n- Two?\n\n## More\n\n- no\n"
    assert read_questions(text) == ("One?", "Two?")
    assert read_questions("# Title\n\n- no question\n") == ()


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.name)
def test_each_chapter_asks_six_to_twelve_questions_that_fit_a_heading(chapter: Chapter) -> None:
    assert 6 <= len(chapter.questions) <= 12
    assert len(set(chapter.questions)) == len(chapter.questions)
    for question in chapter.questions:
        assert question.endswith("?")
        assert len(question) < 100
        assert not any(mark in question for mark in "#*`<[|!")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (
            10,
            "weight bias Sequential fit shape activation MinMaxScaler validation_split confusion",
        ),
        (10, "JSON YAML batch epochs early optimizer learning functional class"),
        (17, "latent decoder between t-SNE LLE 2-D 3-D variational GAN diffusion"),
    ],
)
def test_what_the_learner_most_asks_about_is_among_them(number: int, words: str) -> None:
    (chapter,) = (each for each in chapters() if each.number == number)
    asked = " ".join(chapter.questions)
    assert [word for word in words.split() if word not in asked] == []
