"""What the layers do while a network learns: silent and saturated units, gradients, updates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.probes.first_steps import FirstSteps, first_steps
from handsonn.probes.forward import forward
from handsonn.probes.places import Place, wiring_of
from handsonn.probes.samples import drawn_rows, opened, sample_count, take
from handsonn.probes.spelling import activation_of
from handsonn.records import Array, LayerRunFacts

SAMPLES = 256
_MOST_UNITS = 1024
_CAN_BE_SILENT = ("relu", "relu6")
_LIMITS = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "hard_sigmoid": (0.0, 1.0), "hard_tanh": (-1.0, 1.0)}
_NEAR = 0.01


@dataclass(frozen=True, eq=False)
class _Seen:
    """One layer's outputs on the batch. silent: for each unit; saturated: share of outputs."""

    silent: Array
    saturated: float
    deviation: float


def layer_run_facts(
    model_before: Any, model_after: Any, x: Any, y: Any = None, *, batch_size: int = 32, seed: int = 0
) -> tuple[LayerRunFacts, ...]:
    """Compare a network at its first weights with itself after the training, layer by layer.

    model_before, model_after: the same architecture, built; the first one compiled, or gradients and updates
    are 0 (not known). x, y: training samples as fit takes them, of which at most 256 are drawn by the seed.
    Only layers with weights or an activation are told of, by their names in model_before.
    """
    x, y = opened(x, y)
    if x is None:
        return ()
    rows = drawn_rows(sample_count(x), SAMPLES, seed)
    batch = take(x, rows)
    places = [place for place in wiring_of(model_before).places if _is_told(place)]
    others = [place for place in wiring_of(model_after).places if _is_told(place)]
    if len(places) != len(others):
        return ()
    before, after = _seen(model_before, batch, places), _seen(model_after, batch, others)
    steps = first_steps(model_before, x, y, batch_size=batch_size, seed=seed)
    return tuple(
        _facts(
            place,
            other,
            before.get(place.name),
            after.get(other.name),
            _of_kernel(model_before, place, steps),
        )
        for place, other in zip(places, others, strict=True)
    )


def _is_told(place: Place) -> bool:
    if not place.is_layer:
        return False
    return bool(place.operation.weights) or activation_of(place.operation) not in ("", "linear")


def _seen(model: Any, batch: Any, places: list[Place]) -> dict[str, _Seen]:
    import keras

    found: dict[str, _Seen] = {}

    def note(place: Place, _: Any, result: Any) -> None:
        flat = keras.tree.flatten(result)
        if flat and place.name not in found:
            outputs = np.asarray(keras.ops.convert_to_numpy(flat[0]))
            found[place.name] = seen_of(outputs, activation_of(place.operation))

    forward(model, batch, places, note)
    return found


def seen_of(outputs: Array, activation: str) -> _Seen:
    """Judge outputs of shape (samples, ..., units) of a layer with that activation."""
    units = outputs.reshape(-1, outputs.shape[-1]) if outputs.ndim > 1 else outputs.reshape(-1, 1)
    silent = np.zeros(units.shape[1], bool)
    if activation in _CAN_BE_SILENT and len(units):
        silent = np.asarray(units.max(axis=0) == 0)
    saturated = 0.0
    if activation in _LIMITS and units.size:
        low, high = _LIMITS[activation]
        margin = _NEAR * (high - low)
        saturated = float(np.mean((units < low + margin) | (units > high - margin)))
    with np.errstate(over="ignore", invalid="ignore"):
        return _Seen(silent, saturated, float(units.std(dtype=np.float64)) if units.size else 0.0)


def _facts(
    place: Place, other: Place, before: _Seen | None, after: _Seen | None, slopes: tuple[float, float]
) -> LayerRunFacts:
    return LayerRunFacts(
        name=place.name,
        silent_before=_share(before),
        silent_after=_share(after),
        saturated=after.saturated if after else 0.0,
        deviation=before.deviation if before else 0.0,
        gradient=slopes[0],
        update=slopes[1],
        moved=_moved(place.operation, other.operation),
        unit_silence=tuple(bool(unit) for unit in after.silent[:_MOST_UNITS]) if after else (),
    )


def _share(seen: _Seen | None) -> float:
    return float(seen.silent.mean()) if seen is not None and len(seen.silent) else 0.0


def _moved(before: Any, after: Any) -> bool:
    """Whether any weight differs; True of a layer without any."""
    import keras

    pairs = list(zip(before.weights, after.weights, strict=True))
    if not pairs:
        return True
    read = keras.ops.convert_to_numpy
    return any(not np.array_equal(read(one), read(two)) for one, two in pairs)


def _of_kernel(model: Any, place: Place, steps: FirstSteps | None) -> tuple[float, float]:
    """Give gradient and update of the layer's kernel: its largest trainable matrix; 0 where it has none."""
    matrices = [weight for weight in place.operation.trainable_weights if len(weight.shape) > 1]
    if steps is None or not matrices:
        return 0.0, 0.0
    kernel = max(matrices, key=lambda weight: int(np.prod(weight.shape)))
    order = {id(variable): number for number, variable in enumerate(model.trainable_variables)}
    number = order.get(id(kernel))
    if number is None:
        return 0.0, 0.0
    return float(steps.gradient[number]), float(steps.update[number])
