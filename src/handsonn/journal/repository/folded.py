"""Text compared without regard to case and accents, and where in the text a word was found."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Give the text without case and accents: "Über" and "uber" are the same."""
    return _fold(text)[0]


def find_marks(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Find where folded words stand in a text: (start, end) each, in their order, none overlapping."""
    folded, places = _fold(text)
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _fold(text: str) -> tuple[str, range | list[int]]:
    """Fold a text, and give for each character of the result its place in the text."""
    if text.isascii():
        return text.lower(), range(len(text))
    marks, places = [], []
    for place, mark in enumerate(text):
        for part in unicodedata.normalize("NFKD", mark).casefold():
            if not unicodedata.combining(part):
                marks.append(part)
                places.append(place)
    return "".join(marks), places
