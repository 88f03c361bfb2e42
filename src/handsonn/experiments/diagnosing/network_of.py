"""The network of a case and a seed, ready to train.

Networks of Keras' own layers share compiled programs by their architecture. A class of the learner's, or a
loss of theirs, has no such key, and each new object would be compiled anew: then one object serves all seeds
of a case, and takes over the first weights of each.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.fresh import fresh
from handsonn.models.backend import backend_name

_kept: WeakKeyDictionary[Case, Any] = WeakKeyDictionary()


def network_of(case: Case, seed: int) -> Any:
    """Give a network with the first weights of this seed, its optimizer and generators at their start.

    The global generators are set to the seed. The next call for the same case may change the network that
    this one gave. Raises DiagnosisError as fresh() does, and what Keras raises where it cannot be built.
    """
    from handsonn.training.architecture_key import architecture_key

    new = fresh(case, seed)
    if backend_name() != "jax" or architecture_key(new) is not None:
        return new
    _build(new, case)
    first = _kept.setdefault(case, new)
    if first is new:
        return new
    for target, value in zip(_variables(first), _variables(new), strict=True):
        target.assign(value.value)
    first.reset_metrics()
    return first


def _build(model: Any, case: Case) -> None:
    from handsonn.training.fit import build

    x, y, arguments = fit_arguments(case)
    build(model, x, y, arguments)


def _variables(model: Any) -> list[Any]:
    return [*model.variables, *model.optimizer.variables]
