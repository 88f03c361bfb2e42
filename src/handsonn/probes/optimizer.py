"""The optimizer of a compiled network as a record."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.records import OptimizerFacts


def optimizer_facts(optimizer: Any) -> OptimizerFacts:
    """Read an optimizer; of a LossScaleOptimizer, the one inside."""
    inner = getattr(optimizer, "inner_optimizer", None)
    if inner is not None:
        return optimizer_facts(inner)
    rate: Any = getattr(optimizer, "_learning_rate", None)
    schedule = type(rate).__name__ if _is_schedule(rate) else ""
    return OptimizerFacts(
        name=type(optimizer).__name__,
        learning_rate=_number(rate(0) if schedule else optimizer.learning_rate),
        schedule=schedule,
        momentum=_number(getattr(optimizer, "momentum", 0.0)),
        clips=any(getattr(optimizer, name, None) for name in ("clipnorm", "clipvalue", "global_clipnorm")),
        weight_decay=_number(getattr(optimizer, "weight_decay", 0.0)),
    )


def _is_schedule(rate: Any) -> bool:
    import keras

    return isinstance(rate, keras.optimizers.schedules.LearningRateSchedule)


def _number(value: Any) -> float:
    """Give a number, a variable's or tensor's value as it was written (0.001); 0 for what is switched off."""
    if value is None or value is False:
        return 0.0
    return float(str(np.float32(np.asarray(value))))
