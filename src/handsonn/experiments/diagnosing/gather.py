"""gather(): a case is looked at, and where asked a copy of it is trained; all that is seen becomes facts."""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from handsonn.errors import HandsonnError, Stopped
from handsonn.experiments.diagnosing.arm import in_a_line, train
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.fresh import copied, first_samples, fresh
from handsonn.experiments.diagnosing.held_out import Apart
from handsonn.experiments.diagnosing.network_of import network_of
from handsonn.experiments.diagnosing.samples import as_arrays
from handsonn.experiments.diagnosing.trials import Plan, Stop, Trials
from handsonn.probes import (
    data_facts,
    expected_at_start,
    fit_facts,
    layer_run_facts,
    loss_at_start,
    model_facts,
    prediction_facts,
    undisturbed,
)
from handsonn.probes.places import wiring_of
from handsonn.records import DataFacts, Facts, LayerRunFacts, RaisedFacts, RunFacts

Depth = Literal["data", "run", "ladder"]
RUN_SEEDS = 5
"""The run takes at most the time of one arm in a proof over so many seeds."""


def gather(
    case: Case,
    *,
    depth: Depth = "data",
    known: Facts | None = None,
    data: DataFacts | None = None,
    trials: Trials | None = None,
    should_stop: Stop = lambda: False,
) -> Facts:
    """Record what is known about a case.

    depth: "data" looks at the model, how it was compiled, the arrays and the call of fit; nothing is trained.
    "run" trains a copy as the case says, for as long as there is time. "ladder" adds baselines and short
    trials. known: facts of less depth that need not be looked at again. data: facts of the same arrays, where
    they were read before.

    The model, the arrays and the global generators stay as they are. Raises DiagnosisError where the case
    cannot be trained for a comparison, Stopped when should_stop says so.
    """
    trials = trials or Trials()
    with undisturbed(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of the very faults that are looked for
        facts = known or _configuration_and_data(case, data)
        if depth == "data":
            return facts
        if facts.run is None and facts.raised is None:
            facts = _with_run(facts, case, trials, should_stop)
        if depth == "ladder" and facts.ladder is None and facts.raised is None:
            from handsonn.experiments.diagnosing.ladder import climb

            return replace(facts, ladder=climb(case, trials, should_stop))
    return facts


def _configuration_and_data(case: Case, data: DataFacts | None) -> Facts:
    given = case.arguments
    return Facts(
        model=model_facts(_with_shapes(case), case.x),
        data=data
        if data is not None or case.x is None
        else data_facts(
            case.x, case.y, given.get("validation_data"), float(given.get("validation_split") or 0.0)
        ),
        fit=None if case.x is None else fit_facts(case.x, given),
        raised=case.raised,
    )


def _with_shapes(case: Case) -> Any:
    """Give the model; where it never saw a sample, a copy that did, which knows its shapes."""
    if case.model.built or case.x is None or not case.model.compiled:
        return case.model
    try:
        model = copied(case)
        model(first_samples(as_arrays(case).x, 2))
    except Exception:  # noqa: BLE001 - what the learner's own call() raises, fit will tell as well
        return case.model
    return model


@dataclass(frozen=True, eq=False)
class _Trained:
    before: Any
    after: Any
    history: dict[str, tuple[float, ...]]
    seconds: float


def _with_run(facts: Facts, case: Case, trials: Trials, stop: Stop) -> Facts:
    plan = trials.plan(case, 0, RUN_SEEDS, stop)
    part = trials.part(case, 0, plan.most)
    try:
        trained = _train(part, plan, stop)
    except (HandsonnError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - that fit raises is a fact about the learner's program
        kind, _, message = in_a_line(error).partition(": ")
        return replace(facts, raised=RaisedFacts(kind, message, "fit"))
    return replace(facts, run=_run_facts(facts, case, part, trained))


def _train(part: Apart, plan: Plan, stop: Stop) -> _Trained:
    before, after = fresh(part.case, 0), network_of(part.case, 0)
    for model in (before, after):
        if not model.built:
            model(first_samples(part.case.x, 2))
    epochs, _ = plan.epochs(part.case.epochs, part.case.epochs, RUN_SEEDS)
    began = time.perf_counter()
    history, _ = train(after, part.case, epochs, stop)
    told = {name: tuple(values) for name, values in history.items()}
    return _Trained(before, after, told, time.perf_counter() - began)


def _run_facts(facts: Facts, case: Case, part: Apart, trained: _Trained) -> RunFacts:
    x, y, arguments = fit_arguments(part.case)
    held_x, held_y = part.case.held_out or (None, None)
    losses = trained.history.get("loss", ())
    told = losses[-1] if losses and math.isfinite(losses[-1]) else None
    return RunFacts(
        history=case.history or trained.history,
        loss_at_start=_quietly(lambda: loss_at_start(trained.before, x, y)),
        expected_at_start=None if facts.model is None else expected_at_start(facts.model, y),
        layers=_quietly(
            lambda: _by_own_names(
                layer_run_facts(trained.before, trained.after, x, y, batch_size=int(arguments["batch_size"])),
                trained.before,
                case,
            )
        )
        or (),
        predictions=_quietly(
            lambda: prediction_facts(trained.after, x, y, held_x, held_y, training_loss=told)
        ),
        watched=bool(case.history),
        seconds=trained.seconds,
    )


def _by_own_names(layers: tuple[LayerRunFacts, ...], before: Any, case: Case) -> tuple[LayerRunFacts, ...]:
    """Tell layers by the names in the learner's own network: a function that makes one names each anew."""
    if case.make is None:
        return layers
    own, new = wiring_of(case.model).places, wiring_of(before).places
    names = {theirs.name: mine.name for mine, theirs in zip(own, new, strict=False)}
    return tuple(replace(layer, name=names.get(layer.name, layer.name)) for layer in layers)


def _quietly(look: Callable[[], Any]) -> Any:
    """Look; where the network cannot even answer, nothing was seen."""
    try:
        return look()
    except Stopped:
        raise
    except (ValueError, TypeError, ArithmeticError):
        return None
