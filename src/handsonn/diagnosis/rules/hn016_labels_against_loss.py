"""Labels in another form than the loss expects.

What: class numbers with categorical cross-entropy, one-hot rows with the sparse one, or labels with another
number of columns than the last layer has units.

Why: sparse categorical cross-entropy takes one class number for each sample, the categorical one a row with
a 1 at the class. Keras stops with a ValueError where the shapes cannot be matched; where they can, each
label is compared with every unit and the network learns nonsense.

Evidence: the shape of the labels, that of the output, the loss, and the words of the error.

Remedy: the loss that fits the labels, or labels that fit the loss (keras.utils.to_categorical).

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import BINARY, CATEGORICAL, SPARSE, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs_with_targets
from handsonn.diagnosis.raised import shapes_told
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import LearningTask, is_column
from handsonn.diagnosis.words import shape_words
from handsonn.records import ArrayFacts, Change, Facts, Finding, OutputFacts


def check(facts: Facts) -> Iterator[Finding]:
    """Find targets whose form the loss, or the number of units, does not fit."""
    for output, y, task in pairs_with_targets(facts):
        fault = _fault(output, y, task)
        if fault is None:
            continue
        cause, remedy, changes = fault
        evidence = [
            (
                f"y has the shape {shape_words(y.shape)}; the last layer gives "
                f"{shape_words((None, *output.shape))}, where None is the number of samples."
            ),
            f"The loss is {in_words(output.loss)}.",
            *shapes_told(facts.raised),
        ]
        yield RULE.found(
            cause, evidence=evidence, remedy=remedy, changes=changes, confidence=1.0, layer=output.layer
        )


_Fault = tuple[str, str, list[Change]]


def _fault(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> _Fault | None:
    if len(output.shape) != 1 or output.width == 0 or not output.loss or output.own_loss or y.text:
        return None  # outputs of more axes are HN036's
    if is_column(y):
        return _column_fault(output, y, task)
    if y.one_hot and family(output, SPARSE):
        return (
            (
                "The labels are one-hot rows, but sparse categorical cross-entropy expects one class "
                "number for each sample."
            ),
            "Compile with the loss categorical_crossentropy.",
            [_loss("categorical_crossentropy"), Change("labels", {"to": "numbers"})],
        )
    if family(output, SPARSE) and task == "several labels":
        return (
            "Each sample has several labels, but sparse categorical cross-entropy expects one class number.",
            *_replaced(task, y),
        )
    if len(y.shape) == 2 and y.shape[1] != output.width:  # noqa: PLR2004
        return (
            (
                f"The labels have {y.shape[1]} columns, but the last layer has {output.width} "
                f"{'unit' if output.width == 1 else 'units'}."
            ),
            *_replaced(task, y),
        )
    return None


def _column_fault(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> _Fault | None:
    if output.width == 1 or family(output, SPARSE):
        return None
    if task in ("classes", "two classes") and family(output, CATEGORICAL | BINARY):
        return (
            (
                f"The labels are class numbers, but {in_words(output.loss)} with {output.width} units "
                f"expects {output.width} columns."
            ),
            "Compile with the loss sparse_categorical_crossentropy, which takes class numbers.",
            [_sparse(output), Change("labels", {"to": "one_hot"})],
        )
    if task == "numbers":
        return (
            f"There is one target for each sample, but the last layer has {output.width} units.",
            *_replaced(task, y),
        )
    return None


def _sparse(output: OutputFacts) -> Change:
    loss = "sparse_categorical_crossentropy"
    if output.activation == "softmax" or output.from_logits:
        return Change("loss", {"loss": loss, "from_logits": output.from_logits})
    return Change("output", {"units": output.width, "activation": "softmax", "loss": loss})


def _loss(name: str) -> Change:
    return Change("loss", {"loss": name, "from_logits": False})


def _replaced(task: LearningTask, y: ArrayFacts) -> tuple[str, list[Change]]:
    remedy, change = fitting_output(task, y)
    return remedy, [change]


RULE = Rule(
    code="HN016",
    name="labels-against-loss",
    title="Labels in another form than the loss expects",
    passed="The labels have the form that the loss and the last layer expect.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error", "accuracy does not rise", "loss does not move"),
    explains=("HN021", "HN022", "HN050"),
)
