"""Plain dense networks, and what to compile a network with for a task."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from handsonn.errors import UnknownName, UsageError
from handsonn.models.backend import load_keras
from handsonn.records import Array, Task

_NOT_ACTIVATIONS = {"get", "serialize", "deserialize"}
_NOT_OPTIMIZERS = {"Optimizer", "LossScaleOptimizer", "MultiOptimizer"}
_MAX_UNITS = 1_000_000
_MAX_PARAMETERS = 500_000_000
_TWO_CLASSES = 2


def build(
    sample_shape: tuple[int, ...],
    task: Task,
    num_classes: int = 0,
    *,
    layers: Sequence[int] = (300, 100),
    activation: str = "relu",
    normalization: tuple[Array, Array] | None = None,
    output_scale: tuple[float, float] | None = None,
) -> Any:
    """Build an ordinary keras.Sequential of Dense layers, not yet compiled.

    sample_shape: one sample's shape, without the batch: (features,), or (height, width[, channels]), which is
        flattened.
    layers: units of each hidden layer; () makes a linear model.
    normalization: (mean, variance) of the training rows for a Normalization layer at the entrance, each of
        shape (features,), (channels,) or ().
    output_scale: (deviation, mean) of the training targets for a Rescaling layer at the exit of a regression:
        the weights, which start near 0, then need not grow to the size of a price to reach it.

    The output is softmax over num_classes; for two classes one sigmoid unit, the probability of class 1; for
    regression one linear unit.

    Raises UsageError for sizes that make no network, UnknownName for an activation that Keras does not have.
    """
    keras = load_keras()
    units = check_layers(layers)
    if activation not in activation_names():
        raise UnknownName("activation", activation, activation_names())
    shape = _check_shape(sample_shape)
    _check_classes(task, num_classes)
    _check_parameters(shape, units)
    body = [keras.Input(shape=shape)]
    if normalization is not None:
        body.append(_normalization(normalization))
    if len(shape) > 1:
        body.append(keras.layers.Flatten())
    body.extend(keras.layers.Dense(size, activation=activation) for size in units)
    # Made last: Keras draws each layer's seed when the layer is made, so the order decides the first weights.
    body.append(_output_layer(task, num_classes))
    if output_scale is not None and task == "regression":
        deviation, mean = output_scale
        body.append(keras.layers.Rescaling(scale=deviation, offset=mean))
    return keras.Sequential(body)


def compile_model(
    model: Any,
    task: Task,
    num_classes: int | None = None,
    *,
    optimizer: Any = "adam",
    learning_rate: float | None = None,
) -> Any:
    """Compile the model with the loss and the metric of its task, and return it.

    num_classes: 2 means that the output is one sigmoid unit if it has one unit; left out, the output decides.
    optimizer: a name such as "adam", or a keras Optimizer, which is taken as it is.
    learning_rate: above 0; None keeps the optimizer's own default.

    Raises UnknownName for an optimizer that Keras does not have, UsageError for an unusable learning rate.
    """
    chosen = make_optimizer(optimizer, learning_rate) if isinstance(optimizer, str) else optimizer
    if task == "regression":
        model.compile(optimizer=chosen, loss="mse", metrics=["mae"])
        return model
    _check_task(task)
    one_unit = model.output_shape[-1] == 1 and (num_classes or _TWO_CLASSES) == _TWO_CLASSES
    loss = "binary_crossentropy" if one_unit else "sparse_categorical_crossentropy"
    model.compile(optimizer=chosen, loss=loss, metrics=["accuracy"])
    return model


def make_optimizer(name: str, learning_rate: float | None = None) -> Any:
    """Make a Keras optimizer by its name, in any case. Raises UnknownName, UsageError."""
    known = _optimizers()
    key = name.lower().replace("_", "")
    if key not in known:
        raise UnknownName("optimizer", name, known)
    if learning_rate is None:
        return known[key]()
    if isinstance(learning_rate, bool) or not math.isfinite(learning_rate) or learning_rate <= 0:
        raise UsageError(
            f"the learning rate is {learning_rate}; it must be a finite number above 0, such as 0.001."
        )
    return known[key](learning_rate=float(learning_rate))  # Keras refuses whole numbers


def optimizer_names() -> tuple[str, ...]:
    """Name the optimizers that Keras has, in lower case."""
    return tuple(sorted(_optimizers()))


def activation_names() -> tuple[str, ...]:
    """Name the activations that Keras has."""
    found = vars(load_keras().activations)
    return tuple(sorted(name for name in found if _is_activation(name, found[name])))


def check_layers(layers: Sequence[int]) -> tuple[int, ...]:
    """Check the sizes of the hidden layers. Raises UsageError naming the layer."""
    if isinstance(layers, (str, int)):
        raise UsageError(
            f"layers is {layers!r}; give a list of units, one per hidden layer, such as [300, 100]."
        )
    for number, units in enumerate(layers, start=1):
        if isinstance(units, bool) or not isinstance(units, int) or not 1 <= units <= _MAX_UNITS:
            raise UsageError(
                f"hidden layer {number} has {units!r} units; give a whole number from 1 to {_MAX_UNITS:,}."
            )
    return tuple(layers)


def _is_activation(name: str, found: Any) -> bool:
    return callable(found) and not name.startswith("_") and name not in _NOT_ACTIVATIONS


def _optimizers() -> dict[str, Any]:
    keras = load_keras()
    base = keras.optimizers.Optimizer
    return {
        name.lower(): found
        for name, found in vars(keras.optimizers).items()
        if isinstance(found, type) and issubclass(found, base) and name not in _NOT_OPTIMIZERS
    }


def _check_shape(sample_shape: tuple[int, ...]) -> tuple[int, ...]:
    if not sample_shape or not all(isinstance(size, int) and size >= 1 for size in sample_shape):
        raise UsageError(
            f"one sample has the shape {tuple(sample_shape)}; a network needs at least one feature, such as "
            "(8,)."
        )
    return tuple(sample_shape)


def _check_parameters(shape: tuple[int, ...], units: tuple[int, ...]) -> None:
    sizes = [math.prod(shape), *units]
    count = sum((before + 1) * after for before, after in zip(sizes, units, strict=False))
    if count > _MAX_PARAMETERS:
        raise UsageError(
            f"layers {list(units)} on {sizes[0]:,} features make {count:,} parameters; stay below "
            f"{_MAX_PARAMETERS:,} by making the layers smaller."
        )


def _check_task(task: str) -> None:
    if task != "classification":
        raise UsageError(
            f"the task is {task!r}; a network learns a classification or a regression, from labels."
        )


def _check_classes(task: Task, num_classes: int) -> None:
    if task == "regression":
        return
    _check_task(task)
    if num_classes < _TWO_CLASSES:
        raise UsageError(f"there are {num_classes} classes; a classification needs at least two.")


def _output_layer(task: Task, num_classes: int) -> Any:
    keras = load_keras()
    if task == "regression":
        return keras.layers.Dense(1)
    if num_classes == _TWO_CLASSES:
        return keras.layers.Dense(1, activation="sigmoid")
    return keras.layers.Dense(num_classes, activation="softmax")


def _normalization(normalization: tuple[Array, Array]) -> Any:
    mean, variance = normalization
    axis = -1 if mean.ndim else None
    return load_keras().layers.Normalization(axis=axis, mean=mean, variance=variance)
