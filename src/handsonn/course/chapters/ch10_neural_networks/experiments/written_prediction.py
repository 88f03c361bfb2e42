"""What the checks of measured exercises share: a prediction that was written before the measurement."""

from __future__ import annotations

from handsonn.course.checking import Answer, Wrong

FEWEST_WORDS = 6


def check_prediction(answer: Answer, choices: tuple[str, ...]) -> None:
    """Look at the learner's PREDICTION and WHY. Raises Wrong for one that is missing; any choice will do."""
    prediction, why = answer.value("PREDICTION"), answer.value("WHY")
    if prediction not in choices:
        begun = "PREDICTION is still empty" if not prediction else f"PREDICTION is {prediction!r}"
        raise Wrong(
            f"{begun}; write what you expect before you measure, one of "
            f"{', '.join(repr(choice) for choice in choices)}: a wrong prediction passes, too.",
            name="no_prediction",
        )
    words = {word.lower() for word in why.split()} if isinstance(why, str) else set()
    if len(words) < FEWEST_WORDS:
        raise Wrong(
            f"WHY has {len(words)} different words; write a sentence of at least {FEWEST_WORDS} that says what "
            "makes you expect it, so that you can see afterwards which part of the reason held.",
            name="no_reason",
        )
