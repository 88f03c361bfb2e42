"""The losses and metrics that a network was compiled with, by their full names, for each output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from handsonn.probes.spelling import is_kerass, snake_case
from handsonn.probes.undisturbed import undisturbed


@dataclass(frozen=True)
class LossWords:
    """One loss in words.

    name: Keras' full name, or that of the learner's own. from_logits: as given. own: is it the learner's?
    """

    name: str = ""
    from_logits: bool = False
    own: bool = False


def losses_of(model: Any, names: Sequence[str]) -> tuple[LossWords, ...]:
    """Read the loss of each output. names: of the outputs, in order."""
    given = getattr(getattr(model, "_compile_loss", None), "_user_loss", getattr(model, "loss", None))
    return tuple(loss_words(loss) for loss in by_output(given, names))


def metrics_of(model: Any, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read the metrics of each output, weighted ones after the others."""
    compiled = getattr(model, "_compile_metrics", None)
    plain = by_output(getattr(compiled, "_user_metrics", None), names, many=True)
    weighted = by_output(getattr(compiled, "_user_weighted_metrics", None), names, many=True)
    return tuple(
        tuple(metric_name(metric) for metric in (*_flat(first), *_flat(second)) if metric is not None)
        for first, second in zip(plain, weighted, strict=True)
    )


def by_output(given: Any, names: Sequence[str], *, many: bool = False) -> list[Any]:
    """Share out what compile was given: one for all, a list in order, or a dict by name.

    many: a list may be several metrics of one output.
    """
    if isinstance(given, Mapping):
        if len(names) == 1 and names[0] not in given:
            return [_first(given, many=many)]
        return [given.get(name) for name in names]
    if isinstance(given, (list, tuple)):
        if len(names) == 1:
            return [given if many else _first(given, many=False)]
        if len(given) == len(names):
            return list(given)
        return [given if many else None for _ in names]
    return [given for _ in names]


def _first(given: Any, *, many: bool) -> Any:
    values = list(given.values()) if isinstance(given, Mapping) else list(given)
    if many:
        return values
    while values and isinstance(values[0], (list, tuple)):
        values = list(values[0])
    return values[0] if values else None


def _flat(given: Any) -> list[Any]:
    if isinstance(given, Mapping):
        return [item for value in given.values() for item in _flat(value)]
    if isinstance(given, (list, tuple)):
        return [item for value in given for item in _flat(value)]
    return [given]


def loss_words(given: Any) -> LossWords:
    """Name one loss: a string, a function, a Loss class or instance, a partial, or None."""
    if given is None:
        return LossWords()
    if isinstance(given, str):
        return _loss_by_name(given)
    if isinstance(given, partial):
        inner = loss_words(given.func)
        return LossWords(inner.name, bool(given.keywords.get("from_logits", inner.from_logits)), inner.own)
    if isinstance(given, type):
        return LossWords(_class_word(given), own=not is_kerass(given))
    function = getattr(given, "fn", None)
    if function is not None and is_kerass(type(given)):
        words = loss_words(function)
        arguments = getattr(given, "_fn_kwargs", {})
        return LossWords(words.name, bool(arguments.get("from_logits", False)), words.own)
    if hasattr(given, "__name__"):
        return LossWords(str(given.__name__), own=not is_kerass(given))
    kind = type(given)
    return LossWords(
        _class_word(kind), bool(getattr(given, "from_logits", False)), own=not is_kerass(kind)
    )  # fmt: skip


def _loss_by_name(name: str) -> LossWords:
    import keras

    try:
        with undisturbed():
            return loss_words(keras.losses.get(name))
    except ValueError:  # Keras knows no such loss, and will say so in fit
        return LossWords(name, own=False)


def _class_word(kind: type) -> str:
    return snake_case(kind.__name__) if is_kerass(kind) else kind.__name__


def metric_name(given: Any) -> str:
    """Name one metric in full. "accuracy" is what Keras chooses by shapes; "Accuracy" the exact match."""
    if isinstance(given, str):
        return _metric_by_name(given)
    if isinstance(given, type):
        return _metric_class(given)
    if type(given).__name__ == "MeanMetricWrapper":
        return metric_name(given._fn)  # noqa: SLF001 - the wrapped function has no public name
    if hasattr(given, "__name__"):
        return str(given.__name__)
    return _metric_class(type(given))


def _metric_class(kind: type) -> str:
    if kind.__name__ == "Accuracy":
        return "Accuracy"
    return _class_word(kind)


def _metric_by_name(name: str) -> str:
    import keras

    if name in ("accuracy", "acc", "crossentropy", "ce"):
        return {"acc": "accuracy", "ce": "crossentropy"}.get(name, name)
    try:
        with undisturbed():
            return metric_name(keras.metrics.get(name))
    except ValueError:  # Keras knows no such metric, and will say so in fit
        return name
