"""What a check raises when an answer is not right yet."""

from __future__ import annotations


class Wrong(Exception):  # noqa: N818 - reads as what happened
    """An answer that is not right yet, in a teacher's words.

    sentence: what was found, what was expected and where to look, in one or two sentences.
    name: the misconception, such as "no_bias"; wrong_answers.py names it too.
    lab: the lab that shows it, where that is another than the exercise's own.
    """

    def __init__(self, sentence: str, *, name: str, lab: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.name = name
        self.lab = lab
