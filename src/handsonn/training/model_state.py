"""The state of a compiled model as four lists of arrays, in the order that Keras' own JAX trainer uses."""

from __future__ import annotations

from typing import Any

from handsonn.models.backend import load_keras

State = tuple[list[Any], list[Any], list[Any], list[Any]]


def read_state(model: Any) -> State:
    """Read (trainable, non-trainable, optimizer, metrics) variables."""
    return (
        [v.value for v in model.trainable_variables],
        [v.value for v in model.non_trainable_variables],
        [v.value for v in model.optimizer.variables],
        [v.value for v in model.metrics_variables],
    )


def write_state(model: Any, state: State) -> None:
    """Put the arrays back into the model's variables."""
    trainable, non_trainable, optimizer, metrics = state
    for variables, values in (
        (model.trainable_variables, trainable),
        (model.non_trainable_variables, non_trainable),
        (model.optimizer.variables, optimizer),
        (model.metrics_variables, metrics),
    ):
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)


def fresh_metrics(model: Any) -> list[Any]:
    """Return the values of the metrics' variables after a reset, without touching the model."""
    keras = load_keras()
    with keras.StatelessScope() as scope:
        model.reset_metrics()
    return [_value_in(scope, v) for v in model.metrics_variables]


def metric_results(model: Any, metrics: list[Any]) -> dict[str, Any]:
    """Compute the metrics' results from the values of their variables, without touching the model."""
    keras = load_keras()
    mapping = list(zip(model.metrics_variables, metrics, strict=True))
    with keras.StatelessScope(state_mapping=mapping):
        results: dict[str, Any] = model.get_metrics_result()
    return results


def _value_in(scope: Any, variable: Any) -> Any:
    value = scope.get_current_value(variable)
    return variable.value if value is None else value
