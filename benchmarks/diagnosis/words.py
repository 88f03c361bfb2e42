"""Real text that comes with Python: its reference manual by topic, as numbers of words."""

from __future__ import annotations

import re
from collections import Counter
from pydoc_data.topics import topics

import numpy as np


def passages(names: tuple[str, ...], *, length: int, vocabulary: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut topics into passages of `length` words that share no word's place.

    Returns (x, y): x int32, shape (passages, length), the rank of each word by how often it occurs, from 2;
    1 is any rarer word, and all stay below `vocabulary`. y: the number of the topic.
    """
    words = [re.findall(r"[a-z]+", topics[name].lower()) for name in names]
    ranked = [
        word for word, _ in Counter(word for text in words for word in text).most_common(vocabulary - 2)
    ]
    number = {word: rank + 2 for rank, word in enumerate(ranked)}
    x, y = [], []
    for topic, text in enumerate(words):
        for start in range(0, len(text) - length + 1, length):
            x.append([number.get(word, 1) for word in text[start : start + length]])
            y.append(topic)
    return np.array(x, np.int32), np.array(y)
