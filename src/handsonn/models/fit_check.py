"""Does a network fit the data? Asked before training, so that the answer is a sentence."""

from __future__ import annotations

from typing import Any

from handsonn.errors import ModelError
from handsonn.records import Task

_TWO_CLASSES = 2


def check_fits(model: Any, sample_shape: tuple[int, ...], task: Task, num_classes: int = 0) -> None:
    """Check the network's input and output against one sample's shape and the labels.

    A model that is not built yet takes whatever shape comes, so only its parts that are known are checked.
    A grey image of shape (height, width) fits an input of shape (height, width, 1) and the other way round.

    Raises ModelError naming both shapes, and what to change.
    """
    if not model.built or not getattr(model, "inputs", None):
        return
    if len(model.inputs) != 1:
        raise ModelError(
            f"the model {model.name!r} has {len(model.inputs)} inputs; handsonn trains models with one "
            "input, so "
            "concatenate them inside the model."
        )
    _check_input(model, tuple(model.inputs[0].shape[1:]), tuple(sample_shape))
    if len(model.outputs) == 1:
        _check_output(model, tuple(model.outputs[0].shape[1:]), task, num_classes)


def _check_input(model: Any, expected: tuple[int | None, ...], found: tuple[int, ...]) -> None:
    forms = [found, (*found, 1)]
    if found and found[-1] == 1:
        forms.append(found[:-1])
    if any(_agree(expected, form) for form in forms):
        return
    raise ModelError(
        f"the model {model.name!r} takes samples of shape {expected}, but one sample of these data has the "
        "shape "
        f"{found}; begin the model with keras.Input(shape={found})."
    )


def _agree(expected: tuple[int | None, ...], found: tuple[int, ...]) -> bool:
    if len(expected) != len(found):
        return False
    return all(size is None or size == other for size, other in zip(expected, found, strict=True))


def _check_output(model: Any, shape: tuple[int | None, ...], task: Task, num_classes: int) -> None:
    units = shape[-1] if shape else None
    if task == "regression":
        if len(shape) == 1 and units != 1:
            raise ModelError(
                f"the model {model.name!r} ends with {units} units, but the target is one number per "
                "sample; end it "
                "with keras.layers.Dense(1)."
            )
        return
    if task != "classification" or units is None:
        return
    wanted = f"keras.layers.Dense({num_classes}, activation='softmax')"
    if num_classes == _TWO_CLASSES and units == 1:
        return
    if len(shape) != 1 or units < num_classes:
        raise ModelError(
            f"the model {model.name!r} ends with the shape {shape}, but the data have {num_classes} "
            "classes; end it "
            f"with {wanted}."
        )
