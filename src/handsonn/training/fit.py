"""fit(): keras.Model.fit's signature, its History and its numbers, compiled as one program."""

from __future__ import annotations

import logging
from typing import Any

from handsonn.errors import UsageError
from handsonn.models.backend import backend_name, load_keras
from handsonn.records import Dataset, Samples, Split
from handsonn.training.arrays import BatchedArrays, NotPlainArrays, batch_arrays, last_rows_apart
from handsonn.training.unsupported import why_not_compiled

logger = logging.getLogger("handsonn")


def fit(  # noqa: PLR0917 - keras.Model.fit's own signature
    model: Any,
    x: Any = None,
    y: Any = None,
    batch_size: int | None = None,
    epochs: int = 1,
    verbose: Any = "auto",
    callbacks: Any = None,
    validation_split: float = 0.0,
    validation_data: Any = None,
    shuffle: Any = True,
    class_weight: dict[int, float] | None = None,
    sample_weight: Any = None,
    initial_epoch: int = 0,
    steps_per_epoch: int | None = None,
    validation_steps: int | None = None,
    validation_batch_size: int | None = None,
    validation_freq: Any = 1,
) -> Any:
    """Train a compiled Keras model; every argument means what it means to keras.Model.fit.

    x, y: arrays of shape (samples, ...), or lists or dicts of them. On the JAX backend the weights come
    out equal, bit for bit in float32, to those of model.fit on the same seed
    (keras.utils.set_random_seed); what the compiled trainer does not support goes to model.fit, with one
    logged line that says why.

    Returns the keras.callbacks.History. Raises what model.fit raises.
    """
    arguments = {
        "batch_size": batch_size,
        "epochs": epochs,
        "verbose": verbose,
        "callbacks": callbacks,
        "validation_split": validation_split,
        "validation_data": validation_data,
        "shuffle": shuffle,
        "class_weight": class_weight,
        "sample_weight": sample_weight,
        "initial_epoch": initial_epoch,
        "steps_per_epoch": steps_per_epoch,
        "validation_steps": validation_steps,
        "validation_batch_size": validation_batch_size,
        "validation_freq": validation_freq,
    }
    _refuse_other_things(model, x)
    reason = why_not_compiled(model, arguments)
    if reason is None:
        try:
            train, validation = batches_of(x, y, arguments)
        except NotPlainArrays as error:
            reason = str(error)
    if reason is not None:
        if backend_name() == "jax":
            logger.warning("handsonn.fit uses model.fit here: %s.", reason)
        return model.fit(x, y, **arguments)
    build(model, x, y, arguments)
    from handsonn.training.loop import EpochLoop

    return EpochLoop(model, train, validation, arguments).run()


def _refuse_other_things(model: Any, x: Any) -> None:
    """Raise UsageError for what is no model, and for a whole data set where its arrays belong."""
    if not isinstance(model, load_keras().Model):
        raise UsageError(f"hn.fit trains a keras.Model; this is a {type(model).__name__}.")
    if isinstance(x, (Dataset, Split, Samples)):
        raise UsageError(
            f"x is a {type(x).__name__}; give its arrays: hn.fit(model, split.train.x, split.train.y, ...)."
        )


def batches_of(x: Any, y: Any, arguments: dict[str, Any]) -> tuple[BatchedArrays, BatchedArrays | None]:
    """Convert the training and validation samples. Raises NotPlainArrays for what is no dense array."""
    weight, validation_data = arguments["sample_weight"], arguments["validation_data"]
    if arguments["validation_split"] and validation_data is None:
        (x, y, weight), validation_data = last_rows_apart(x, y, weight, arguments["validation_split"])
    size = arguments["batch_size"]
    train = batch_arrays(x, y, weight, arguments["class_weight"], size)
    if validation_data is None:
        return train, None
    size = arguments["validation_batch_size"] or size
    val_x, val_y, val_weight = (*validation_data, None)[:3]
    return train, batch_arrays(val_x, val_y, val_weight, batch_size=size)


def build(model: Any, x: Any, y: Any, arguments: dict[str, Any]) -> None:
    """Let Keras build the model, its loss, metrics and optimizer by a call of fit without an epoch.

    The call draws from NumPy's generator exactly what the same call with epochs draws while building.
    """
    names = ("batch_size", "validation_split", "validation_data", "shuffle", "class_weight", "sample_weight")
    model.fit(x, y, **{name: arguments[name] for name in names}, epochs=0, verbose=0)


def progress_callbacks(model: Any, train: BatchedArrays, arguments: dict[str, Any]) -> Any:
    """Make the CallbackList that model.fit makes: the caller's, History, and the progress bar."""
    callbacks, kind = arguments["callbacks"], load_keras().callbacks.CallbackList
    if isinstance(callbacks, kind):
        return callbacks
    return kind(
        callbacks,
        add_history=True,
        add_progbar=arguments["verbose"] != 0,
        verbose=arguments["verbose"],
        epochs=arguments["epochs"],
        steps=train.steps,
        model=model,
    )
