"""Which control of the page a sentence is about, so that it is shown beside that one."""

from __future__ import annotations

import re

from handsonn.web.workbench.page_words import in_page_words

# The first that is found in the sentence decides. The library begins or ends its sentences with these words.
_WORDS = (
    ("seed", r"^seed is "),
    ("target", r"a sample without its label|the target column"),
    ("early_stopping", r"^early_stopping is |^early stopping "),
    ("validation", r"^validation(_split)?(=| is | and )|validation set of |: validation_split="),
    ("test", r"^test(=| is )|test set of "),
    ("layers", r"^layers |^hidden layer |^data and layers|is for the network that handsonn builds"),
    ("activation", r"no activation called|^activation is "),
    ("optimizer", r"no optimizer called|^optimizer is "),
    ("learning_rate", r"^learning_rate is |the learning rate is |^the loss (became|is) |diverged"),
    ("batch_size", r"^batch_size is "),
    ("epochs", r"^epochs is "),
    ("scaler", r"no scaler called|^scaler is "),
    ("missing", r"lacks? a value|lack a value|way to fill missing|is missing \(NaN\)|fill the gaps"),
    ("without", r"--without|without=|without is |holds no value at all|identifies|dates"),
    (
        "target",
        r"target=|target column|no column in|every row of the target|no column called|too many classes",
    ),
    ("task", r"task=|^task is "),
)


def control_of(sentence: str) -> str:
    """Name the control that a sentence of the library concerns; "data" where nothing else is named."""
    return next((control for control, words in _WORDS if re.search(words, sentence)), "data")


def problem(sentence: str) -> dict[str, str]:
    """Say what the page shows of an error: its sentence in the page's words, and the control it concerns."""
    return {"sentence": in_page_words(sentence), "control": control_of(sentence)}
