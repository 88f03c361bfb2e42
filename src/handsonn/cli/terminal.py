"""Standard output for results, standard error for notes; colours only where a person looks."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_SUFFIX = re.compile(r"\.[A-Za-z]\w*$")


def results() -> Console:
    """Give the console on which results are printed; it has no colours in a pipe or with NO_COLOR."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, emoji=False, soft_wrap=False)


def notes() -> Console:
    """Give the console for what is said beside the results: progress, notes, warnings."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False, emoji=False)


def say(sentence: str) -> None:
    """Tell the learner something beside the results."""
    from rich.text import Text

    text = begun(sentence)
    notes().print(
        Text(text if text.endswith((".", ":", "!", "?")) else text + ".", style="dim"), soft_wrap=True
    )


def begun(sentence: str) -> str:
    """Begin a sentence with a capital letter, unless a file's or folder's name stands there."""
    return sentence if _begins_with_a_name(sentence) else sentence[:1].upper() + sentence[1:]


def _begins_with_a_name(sentence: str) -> bool:
    """Tell whether a file's or folder's name stands first, which is written as it is: "nolabel.csv: ..."."""
    subject, colon, _ = sentence.partition(": ")
    first = sentence.partition(" ")[0].rstrip(".,:;")
    is_subject = bool(colon) and (" " not in subject or _SUFFIX.search(subject) is not None)
    return is_subject or any(mark in first for mark in "./\\_")


def print_json(document: Any) -> None:
    """Print records as one strict JSON document."""
    from handsonn.records.codec import dumps

    # A file name that is no valid Unicode becomes its JSON escape.
    sys.stdout.write(dumps(document).encode("utf-8", "backslashreplace").decode() + "\n")


class _Notes(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())


def show_log() -> None:
    """Let what the library logs, such as why a model trains with model.fit, reach the learner as notes."""
    logger = logging.getLogger("handsonn")
    if not any(isinstance(handler, _Notes) for handler in logger.handlers):
        logger.addHandler(_Notes())
        logger.propagate = False
