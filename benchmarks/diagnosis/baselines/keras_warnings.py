"""What Keras itself says while a network is built and trained for an epoch: warnings and exceptions."""

from __future__ import annotations

import io
import logging
import time
import warnings
from contextlib import redirect_stderr, redirect_stdout

from benchmarks.diagnosis.answer import Answer, Found, without_repeats
from benchmarks.diagnosis.training import Training

MEANINGS = (
    ("softmax over axis", "HN001"),
    ("num_classes > 1", "HN015"),
    ("does not have any trainable weights", "HN038"),
    ("must have the same shape", "HN016"),
    ("must have the same rank", "HN016"),
    ("Argument `output` must have rank", "HN016"),
    ("from_logits=True", "HN036"),
    ("incompatible with the layer", "HN036"),
)
"""Words of Keras 3's messages, and the row of the table that they name."""

QUIET = (DeprecationWarning, PendingDeprecationWarning, ResourceWarning)
"""About the libraries, not about the learner's network."""


def keras_warnings(training: Training, seed: int) -> Answer:
    """Build, compile and train one epoch with model.fit; read every message for what it names."""
    started = time.perf_counter()
    words = _messages(training, seed)
    return Answer(without_repeats(read(words)), time.perf_counter() - started)


def read(messages: list[str]) -> list[Found]:
    """Translate messages to codes; one that names nothing of the table is a finding without a code."""
    found = []
    for message in messages:
        codes = [code for words, code in MEANINGS if words in message]
        found.append(Found(codes[0] if codes else "", "warning", message[:200]))
    return found


def _messages(training: Training, seed: int) -> list[str]:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logging.getLogger("absl").addHandler(handler)
    raised = ""
    quiet = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, redirect_stdout(quiet), redirect_stderr(quiet):
        warnings.simplefilter("always")
        try:
            model = training.model(seed)
            arguments = {**training.arguments(), "epochs": 1, "verbose": 0}
            model.fit(training.arrays.x, training.arrays.y, **arguments)
        except Exception as error:  # noqa: BLE001 - its words are what Keras says
            raised = str(error)
    logging.getLogger("absl").removeHandler(handler)
    told = [str(one.message) for one in caught if not issubclass(one.category, QUIET)]
    return [*told, *(record.getMessage() for record in records), *([raised] if raised else [])]
