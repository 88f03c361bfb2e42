"""Why a combination of labels, output layer and loss does what it does, in a sentence, and its repair."""

from __future__ import annotations

from handsonn.course.chapters.ch10_neural_networks.experiments.label_forms import FITTING, code_of_output

CROSS_ENTROPIES = ("sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy")
LABELS = {
    "integers": "each label is one whole number from 0 to 9",
    "one-hot": "each label is a row of ten numbers, one of them 1",
    "column": "each label is one number, 0 or 1",
    "real": "each label is an amount",
}


def meaning(form: str, output: str, loss: str, said: str) -> str:
    """Say in plain words what happens. said: label_forms.verdict() of what was measured."""
    if (output, loss) == FITTING[form]:
        return "Labels, output layer and loss fit each other."
    if said == "refused":
        return _refused(form, output, loss)
    return _one_unit(form, output, loss) if output.endswith(" 1") else _several_units(form, output, loss)


def _refused(form: str, output: str, loss: str) -> str:
    units = "one number" if output.endswith(" 1") else "several numbers"
    if loss == "sparse_categorical_crossentropy":
        return f"This loss wants one whole number as label; here {LABELS[form]}."
    return (
        f"This loss compares label and output number by number; here {LABELS[form]}, and the network gives {units} "
        "for a sample."
    )


def _one_unit(form: str, output: str, loss: str) -> str:
    if output == "softmax 1":
        return "softmax divides each unit by the sum over its units; over one unit the result is always 1."
    if loss in CROSS_ENTROPIES[:2]:
        return (
            "This loss chooses among the units. With a single unit there is nothing to choose: the loss is 0 whatever "
            "the network says, so nothing is learnt."
        )
    if form == "one-hot":
        return (
            "The one output is compared with each of the ten columns (broadcasting), so the best it can say is 0.1. "
            "Nine columns of ten are 0, and Keras' accuracy counts columns."
        )
    if form == "integers" and loss == "mean_squared_error" and output == "linear 1":
        return "The labels are taken for amounts: between 3 and 8 lies 5.5. A digit is a name, not an amount."
    if loss == "binary_crossentropy" and form in {"integers", "real"}:
        return "This loss takes the label for a probability. Labels outside 0 to 1 make it fall without end, below 0."
    if output == "sigmoid 1":
        if form == "column":
            return "It runs: squared error on a probability. Binary cross-entropy is the loss made for it."
        return "sigmoid gives numbers from 0 to 1 only; the labels go further."
    if loss == "binary_crossentropy":
        return (
            "The loss takes the output for a probability, but without sigmoid it is any number; Keras cuts it off at 0 "
            "and 1, where nothing more is learnt."
        )
    return "It runs: the unit learns the labels as amounts, and 0.5 lies between the two. Its output is no probability."


def _several_units(form: str, output: str, loss: str) -> str:
    if form == "real":
        return "The labels are amounts, but this loss cuts them to whole numbers and takes those for names of classes."
    if form == "column" and loss == "mean_squared_error":
        return (
            "The one label is compared with both units (broadcasting), so both learn the same, and the larger one is "
            "chance."
        )
    if output == "linear" and loss in CROSS_ENTROPIES:
        return (
            "The loss takes the outputs for probabilities, but without softmax they are any numbers. (With "
            "from_logits=True the loss would make probabilities of them itself.)"
        )
    if loss == "binary_crossentropy":
        return (
            "It runs: ten questions with yes or no, one for each column. Its loss is a mean over ten columns."
        )
    if loss == "mean_squared_error":
        return "It runs: squared differences to 0 and 1, in place of cross-entropy."
    return (
        "It fits as well: a column of whole numbers names the class, and the network has one unit for each."
    )


def repair(form: str, output: str, loss: str, classes: int) -> str:
    """Say what to change; "" where everything fits."""
    fitting_output, fitting_loss = FITTING[form]
    steps = []
    if output != fitting_output:
        steps.append(f"the output layer {code_of_output(fitting_output, classes)}")
    if loss != fitting_loss:
        steps.append(f'the loss "{fitting_loss}"')
    return f"Take {' and '.join(steps)}." if steps else ""
