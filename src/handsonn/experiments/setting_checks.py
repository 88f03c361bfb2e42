"""Settings of an experiment that no training can use, refused before anything is loaded or trained."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from handsonn.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment

TARGET_SCALERS = ("standard", "none")
_OF_BUILT_NETWORKS = ("layers", "activation", "optimizer", "learning_rate", "target_scaler")
_LARGEST_SEED = 2**32 - 1


def check_layers(layers: Any) -> tuple[Any, ...]:
    """Return the hidden layers' units as a tuple. Raises UsageError for what is no sequence."""
    if isinstance(layers, (str, bytes)) or not hasattr(layers, "__iter__"):
        raise UsageError(f"layers is {layers!r}; give the units of each hidden layer, such as [64].")
    return tuple(layers)


def check_settings(experiment: Experiment) -> None:
    """Raise UsageError for a setting that is no training's."""
    _check_names(experiment)
    _check_model(experiment)
    _check_counts(experiment)
    _check_validation(experiment)


def check_seed(seed: Any) -> None:
    """Raise UsageError for what NumPy and Keras take for no seed."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= _LARGEST_SEED:
        raise UsageError(f"seed is {seed!r}; give a whole number from 0 to {_LARGEST_SEED}.")


def _check_names(experiment: Experiment) -> None:
    for name, example in (("optimizer", "adam"), ("activation", "relu"), ("scaler", "minmax")):
        value = getattr(experiment, name)
        if not isinstance(value, str):
            raise UsageError(
                f"{name} is a {type(value).__name__}; give its name, such as {example!r}. An object would "
                "carry what one run left in it into the next; your own objects belong into model=, a "
                "function that returns a compiled model."
            )
    if experiment.target_scaler not in TARGET_SCALERS:
        raise UnknownName("target scaler", str(experiment.target_scaler), TARGET_SCALERS)


def _check_model(experiment: Experiment) -> None:
    model = experiment.model
    if model is None:
        return
    if hasattr(model, "compile") and hasattr(model, "fit"):
        raise UsageError(
            "model is a network; give the function that makes it, without calling it, so that every run "
            "begins with weights of its own."
        )
    if not callable(model):
        raise UsageError(f"model is {model!r}; give a function that returns a compiled keras.Model.")
    defaults = {field.name: field.default for field in fields(experiment)}
    given = [name for name in _OF_BUILT_NETWORKS if getattr(experiment, name) != defaults[name]]
    if given:
        raise UsageError(
            f"{given[0]} is for the network that handsonn builds; your own model has its own, so leave it "
            "out."
        )


def _check_counts(experiment: Experiment) -> None:
    for name in ("batch_size", "epochs"):
        value = getattr(experiment, name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise UsageError(f"{name} is {value!r}; it counts, so give a whole number of at least 1.")
    rate = experiment.learning_rate
    is_number = isinstance(rate, (int, float)) and not isinstance(rate, bool)
    if rate is not None and not (is_number and 0 < rate < float("inf")):
        raise UsageError(f"learning_rate is {rate!r}; give a positive number such as 0.001.")


def _check_validation(experiment: Experiment) -> None:
    default = next(field.default for field in fields(experiment) if field.name == "validation")
    validation, fraction = experiment.validation, experiment.validation_split
    chosen = not isinstance(validation, float) or validation != default
    if fraction is not None and chosen and not _is_none(validation):
        raise UsageError("validation and validation_split are two ways to one thing; give one of them.")
    patience = experiment.early_stopping
    if patience is None:
        return
    if isinstance(patience, bool) or not isinstance(patience, int) or patience < 1:
        raise UsageError(f"early_stopping is {patience!r}; give the number of epochs to wait, at least 1.")
    if not fraction and _is_none(validation):
        raise UsageError("early stopping watches the validation loss, so it needs a validation set.")


def _is_none(validation: Any) -> bool:
    return validation is None or (isinstance(validation, (int, float)) and validation == 0)
