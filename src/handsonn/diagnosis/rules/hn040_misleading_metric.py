"""A metric that does not say what it seems to.

What: accuracy of predicted numbers, the exact-match Accuracy of probabilities, or an accuracy meant for
another form of labels.

Why: accuracy counts answers that are exactly right. A predicted price is never right to the last digit, nor
is a probability ever exactly 1, so the accuracy stays at 0 while the network learns well. Binary accuracy
over one-hot rows counts each "no" as a right answer.

Evidence: the metrics as compiled, the labels and the last layer.

Remedy: mean_absolute_error for numbers; "accuracy" in quotes, from which Keras picks the fitting one.

Learn more: the lab "Inference and the confusion matrix".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import CROSS_ENTROPY, family
from handsonn.diagnosis.outputs import pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import LearningTask, is_column
from handsonn.records import ArrayFacts, Change, Facts, Finding, OutputFacts, Severity

COUNTING = (
    "accuracy", "Accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy",
)  # fmt: skip
FEWEST_NUMBERS = 20
"""Different targets from which accuracy cannot be meant."""

Told = tuple[str, str, str, float, Severity]


def check(facts: Facts) -> Iterator[Finding]:
    """Find metrics that do not fit labels and outputs."""
    for output, y, task in pairs_with_targets(facts):
        for metric in dict.fromkeys(output.metrics):
            told = _told(metric, output, y, task) if metric in COUNTING else None
            if told is None:
                continue
            cause, remedy, better, confidence, severity = told
            yield RULE.found(
                cause,
                evidence=[f"The network was compiled with the metric {metric}."],
                remedy=remedy,
                changes=[Change("metric", {"metric": better})],
                confidence=confidence,
                layer=output.layer,
                severity=severity,
            )


def _told(metric: str, output: OutputFacts, y: ArrayFacts, task: LearningTask) -> Told | None:
    if task in ("numbers", "the input itself") and _are_numbers(y) and not family(output, CROSS_ENTROPY):
        return (
            (
                "The targets are numbers, and accuracy counts exact hits only, so it stays near 0 "
                "however well the network learns."
            ),
            "Compile with metrics=['mean_absolute_error'] instead of accuracy.",
            "mean_absolute_error",
            0.7,
            "warning",
        )
    if task not in ("classes", "two classes", "several labels"):
        return None
    better = "Compile with metrics=['accuracy'], from which Keras picks the accuracy that fits."
    if metric == "Accuracy":
        return (
            ("The metric Accuracy counts outputs that equal the label exactly, which a probability "
            "never does."),
            better, "accuracy", 0.7, "warning",
        )  # fmt: skip
    if task == "several labels":
        return None
    if _misfits(metric, output, y):
        return (
            f"The metric {metric} does not fit these labels and outputs.",
            better,
            "accuracy",
            0.65,
            "warning",
        )
    if metric in ("accuracy", "binary_accuracy") and output.width == 1 and _is_raw(output):
        return (
            ("The outputs are not probabilities, but accuracy takes all above 0.5 as class 1; the right "
            "limit is 0."),
            "Compile with metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)].",
            "accuracy", 0.3, "note",
        )  # fmt: skip
    return None


def _are_numbers(y: ArrayFacts) -> bool:
    return not y.whole or y.distinct >= FEWEST_NUMBERS


def _misfits(metric: str, output: OutputFacts, y: ArrayFacts) -> bool:
    if metric == "binary_accuracy":
        return output.width > 2 and (y.one_hot or is_column(y))  # noqa: PLR2004
    if metric == "categorical_accuracy":
        return is_column(y)
    return metric == "sparse_categorical_accuracy" and (y.one_hot or output.width == 1)


def _is_raw(output: OutputFacts) -> bool:
    return output.activation == "linear" and output.from_logits


RULE = Rule(
    code="HN040",
    name="misleading-metric",
    title="A metric that does not say what it seems to",
    passed="The metrics fit the labels and the last layer.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="inference",
    symptoms=("accuracy stays 0", "accuracy does not rise", "good in training, wrong in use"),
)
