"""Sentences of the library on the page: beside which control, and in which words."""

from __future__ import annotations

import pytest

from handsonn.web.workbench.controls import control_of
from handsonn.web.workbench.page_words import in_page_words


@pytest.mark.parametrize(
    ("sentence", "control"),
    [
        ("x.csv: 3 rows lack a value (row 2 'a'); fill the gaps with missing='median'", "missing"),
        ("there is no column in x.csv called 'prize'; did you mean 'price'?", "target"),
        ("there is no optimizer called 'adma'; did you mean 'adam'?", "optimizer"),
        ("iris: a test set of 150 from 150 samples leaves none for training", "test"),
        ("there is no file 'x.csv'; give the path of a data file.", "data"),
        (
            "x.csv: 1 row lacks a value (row 2 'y'); a sample without its label cannot be learnt from",
            "target",
        ),
        ("x.csv: the target column 'y' holds texts; a regression needs numbers", "target"),
    ],
)
def test_a_sentence_finds_its_control(sentence: str, control: str) -> None:
    assert control_of(sentence) == control


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "(row 5 'a'); fill the gaps with missing='median' (--missing median), or remove these rows.",
            "(row 5 'a'); fill the gaps by a choice of \"Missing values\", or remove these rows.",
        ),
        (
            "h.csv: column 'b' holds no value at all; leave it out (--without).",
            "h.csv: column 'b' holds no value at all; leave it out at \"Leave columns out\".",
        ),
        (
            "leave the column out (--without 'full name'), or group its values.",
            'leave the column out at "Leave columns out", or group its values.',
        ),
        ('learnt; ask for task="regression" if it', 'learnt; choose "regression" at "Task" if it'),
        ("learning_rate is -1; give a positive number", "learning rate is -1; give a positive number"),
        ("there is no file 'b.csv'; give the path", "there is no file 'b.csv'; give the path"),
    ],
)
def test_a_sentence_names_the_controls_of_the_page_not_what_is_typed(typed: str, shown: str) -> None:
    assert in_page_words(typed) == shown
