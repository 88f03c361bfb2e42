"""A sentence of the library in the words of the page: its controls in place of options and arguments."""

from __future__ import annotations

import re

# What the library says to those who type: an argument of Python, then an option of the command line.
_TYPED = (
    (
        r"fill the (gaps?) with missing='\w+' \(--missing \w+\)",
        r'fill the \1 by a choice of "Missing values"',
    ),
    (
        r"train again with missing='\w+' \(--missing \w+\)",
        'choose a filling at "Missing values" and train again',
    ),
    (r"use missing='refuse'", 'choose "refuse to train" there'),
    (r"missing='(\w+)'", r'the filling "\1"'),
    (r"leave (it|the column) out \(--without[^)]*\)", r'leave \1 out at "Leave columns out"'),
    (
        r"say which column is to be predicted with target= \(--target\)",
        'choose the column that is to be predicted at "Target column"',
    ),
    (r"target=('[^']*'|\"[^\"]*\") \(--target\)", r"the target column \1"),
    (r"without=('[^']*'|\"[^\"]*\") \(--without\)", r"the column \1 that is left out"),
    (r'(ask for )?task="(\w+)"', r'choose "\2" at "Task"'),
    (r"task= is for files, so leave it out", 'choose "as found" at "Task"'),
    (r"\b(learning|early|batch)_(rate|stopping|size)\b", r"\1 \2"),
    (r" \(--[\w-]+[^)]*\)", ""),
)


def in_page_words(sentence: str) -> str:
    """Say the same with the names that stand beside the page's controls."""
    for typed, shown in _TYPED:
        sentence = re.sub(typed, shown, sentence)
    return sentence
