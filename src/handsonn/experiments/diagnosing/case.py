"""A case: one training as the learner asked for it. It is looked at and copied, never trained or changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handsonn.errors import DiagnosisError, UnknownName
from handsonn.records import DataFacts, RaisedFacts

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment
    from handsonn.experiments.prepared_data import PreparedData

Samples = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Case:
    """What the learner trains, and how.

    model: their compiled keras.Model. make: a function that makes such a model anew, where they gave one.
    x, y: what fit was given. arguments: fit's other arguments by name, as given.
    history: of their own training where it was watched; {} otherwise. raised: what was raised instead.
    held_out: (x, y) that no training sees, on which a proof judges; None before a proof sets them apart.
    preparation: lines of Python that changes put before the training, for the code of the case.
    data: facts of the arrays as they were given, where these were read already; a change does not renew them.
    """

    model: Any
    x: Any = None
    y: Any = None
    arguments: dict[str, Any] = field(default_factory=dict)
    make: Callable[[], Any] | None = None
    history: dict[str, tuple[float, ...]] = field(default_factory=dict)
    raised: RaisedFacts | None = None
    title: str = ""
    held_out: Samples | None = None
    preparation: tuple[str, ...] = ()
    data: DataFacts | None = None

    @property
    def batch_size(self) -> int:
        """Samples per update; Keras' own choice where none was given."""
        return int(self.arguments.get("batch_size") or 32)

    @property
    def epochs(self) -> int:
        """Passes over the training samples that were asked for."""
        return int(self.arguments.get("epochs") or 1)

    @property
    def validation_split(self) -> float:
        """Share of the last rows that Keras sets apart; 0 where a validation set was given."""
        if self.arguments.get("validation_data") is not None:
            return 0.0
        return float(self.arguments.get("validation_split") or 0.0)


def case_of(model_or_function: Any, x: Any = None, y: Any = None, **fit_arguments: Any) -> Case:
    """Take what a learner would give to model.fit.

    model_or_function: a compiled keras.Model, or a function without arguments that makes one.
    Raises DiagnosisError for anything else, UnknownName for an argument that fit does not have.
    """
    from handsonn.models.backend import load_keras

    keras = load_keras()
    known = set(inspect.signature(keras.Model.fit).parameters) - {"self", "x", "y"}
    for name in fit_arguments:
        if name not in known:
            raise UnknownName("argument of fit", name, known)
    make = None
    model = model_or_function
    if not isinstance(model, keras.Model) and callable(model):
        make, model = model, _made_by(model)
    if not isinstance(model, keras.Model):
        raise DiagnosisError(
            f"a diagnosis looks at a compiled keras.Model, a function that makes one, or an Experiment; this "
            f"is a {type(model).__name__}."
        )
    return Case(model, x, y, dict(fit_arguments), make, title=str(model.name))


def case_of_experiment(experiment: Experiment, seed: int = 0) -> Case:
    """Take an experiment's network of this seed, and its training and validation samples, scaled as it asks.

    Raises DataError, ModelError and UsageError as experiment.run() does.
    """
    from handsonn.experiments.prepared_data import prepare_data

    return case_of_prepared(experiment, prepare_data(experiment), seed)


def case_of_prepared(experiment: Experiment, data: PreparedData, seed: int = 0) -> Case:
    """Take an experiment whose samples are split and scaled already, as case_of_experiment() does."""
    from handsonn.probes.undisturbed import undisturbed

    with undisturbed():
        model = experiment.compiled_model(data, seed)
    train, validation = data.split.train, data.split.validation
    arguments: dict[str, Any] = {"batch_size": experiment.batch_size, "epochs": experiment.epochs}
    if validation is not None:
        arguments["validation_data"] = (validation.x, validation.y)
    if experiment.early_stopping is not None:
        from handsonn.models.backend import load_keras

        arguments["callbacks"] = [
            load_keras().callbacks.EarlyStopping(
                patience=experiment.early_stopping, restore_best_weights=True
            )
        ]
    return Case(
        model, train.x, train.y, arguments, experiment.model, title=f"experiment on {data.dataset.name}"
    )


def _made_by(function: Callable[[], Any]) -> Any:
    from handsonn.probes.undisturbed import undisturbed

    with undisturbed():
        return function()
