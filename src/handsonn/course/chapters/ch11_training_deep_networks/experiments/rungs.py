"""The ladder: what simple answers reach, whether sixteen samples are learnt by heart, and at which rates it learns."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import AS_IT_IS, arm, scoring
from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SICK
from handsonn.course.chapters.ch11_training_deep_networks.experiments.why_code import (
    data_code,
    trained_code,
)
from handsonn.course.live import Watch
from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Line, Mark
from handsonn.errors import Stopped
from handsonn.experiments.diagnosing import Case
from handsonn.experiments.diagnosing.baselines import linear_score
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.held_out import draw
from handsonn.experiments.diagnosing.rate_trials import FEW, FEW_STEPS, STEPS, few_samples, sweep
from handsonn.experiments.diagnosing.score import classes_of
from handsonn.records import RateTrial

Array = np.ndarray[Any, Any]
CLEAR = 0.05
_KEPT: dict[str, Rungs] = {}


@dataclass(frozen=True, eq=False)
class Rungs:
    """constant, linear, network: accuracy on new samples; network: shape (seeds,). by_heart: on sixteen rows.

    rate: at which these were learnt. rates: short trainings, one for each learning rate. None: not climbed yet.
    """

    constant: float
    linear: float
    network: Array
    by_heart: float | None = None
    rate: float | None = None
    rates: tuple[RateTrial, ...] = ()


def first_rungs(name: str, watch: Watch) -> Rungs:
    """Measure the baselines and the network itself."""
    before, score = arm(name, AS_IT_IS, watch), scoring(name)
    linear = linear_score(_of_rows(before.case), score)
    assert linear is not None
    network = np.where(np.isnan(before.scores), score.chance, before.scores)
    return Rungs(score.chance, linear, network)


def all_rungs(name: str, found: Rungs, watch: Watch) -> Rungs:
    """Climb on: learning rates, then sixteen samples. Raises Superseded when the learner has moved on."""
    if name in _KEPT:
        return _KEPT[name]
    case = arm(name, AS_IT_IS, watch).case
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            watch.progress(0.3, f"Taking {STEPS} updates at several learning rates")
            rates = sweep(case, watch.should_stop)
            watch.check()
            watch.progress(0.7, f"Learning {FEW} samples by heart")
            score, rate = few_samples(case, scoring(name), rates, watch.should_stop)
    except Stopped:
        watch.check()
        raise
    _KEPT[name] = replace(found, by_heart=score, rate=rate, rates=rates)
    return _KEPT[name]


def _of_rows(case: Case) -> Case:
    """Give the case with the rows that the weights are fitted to."""
    x, y, _ = fit_arguments(case)
    return replace(case, x=x, y=y)


def scores_picture(found: Rungs, **look: Any) -> Bars:
    """Draw the scores as bars, from what needs no network to the network."""
    values = [found.constant, found.linear, float(np.median(found.network)), found.by_heart]
    numbers = np.array([np.nan if value is None else value for value in values])
    low, high = numbers.copy(), numbers.copy()
    low[2], high[2] = found.network.min(), found.network.max()
    return Bars(
        x=Axis("who answers"), y=Axis("accuracy", low=0, high=1),
        names=("same answer", "linear model", "this network", f"{FEW} by heart"),
        sets=(BarSet(numbers, low, high),), **look,
    )  # fmt: skip


def rates_picture(found: Rungs, own: float, **look: Any) -> Curves:
    """Draw the loss after fifty updates over the learning rate."""
    rates = np.array([trial.learning_rate for trial in found.rates] or [own])
    after = np.array([trial.after for trial in found.rates] or [np.nan])
    before = np.array([trial.before for trial in found.rates] or [np.nan])
    return Curves(
        x=Axis("learning rate", logarithmic=True), y=Axis(f"loss after {STEPS} updates", logarithmic=True),
        lines=(
            Line("before the first", rates, before, colour="quiet", style="dashed"),
            Line(f"after {STEPS}", rates, after),
            Line("", rates, after, style="dots"),
        ),
        marks=(Mark(own, f"its own: {own:g}"),), **look,
    )  # fmt: skip


def rungs_words(found: Rungs, own: float) -> tuple[str, ...]:
    """Say what each rung rules out."""
    said = [
        (
            f"Accuracy on new samples: always the same answer {found.constant:.1%}, a linear model {found.linear:.1%}, this network "
            f"{percent_words(found.network)}."
        ),
        beside_linear_words(found),
    ]
    if found.by_heart is not None:
        said.append(by_heart_words(found, own))
    if found.rates:
        said.append(rates_words(found, own))
    return tuple(said)


def beside_linear_words(found: Rungs) -> str:
    """Say what the linear model tells of the task."""
    place = linear_answer(found)
    if place == 2:
        return "A linear model does clearly better: the samples can be told apart, so the network is at fault, not the data."
    if place == 1:
        return "A linear model does about as well: for this task the network adds little."
    return "The network does clearly better than a linear model."


def linear_answer(found: Rungs) -> int:
    """Find whether a linear model scores lower (0), about as high (1) or clearly higher (2)."""
    gap = found.linear - float(np.median(found.network))
    return 2 if gap > CLEAR else 1 if gap > -CLEAR else 0


def by_heart_words(found: Rungs, own: float) -> str:
    """Say what sixteen samples tell."""
    assert found.by_heart is not None
    assert found.rate is not None
    at = "its own learning rate" if np.isclose(found.rate, own) else f"a learning rate of {found.rate:g}"
    if found.by_heart > 0.99:
        rest = "weights, loss and optimizer can work together" + (
            "." if np.isclose(found.rate, own) else ", but not at its own rate."
        )
        return f"{FEW} samples: all learnt by heart in {FEW_STEPS} updates, at {at}: {rest}"
    return (
        f"Not even {FEW} samples are learnt by heart: at best {found.by_heart:.0%} after {FEW_STEPS} updates, at {at}. "
        "More samples or epochs are not what is missing."
    )


def rates_words(found: Rungs, own: float) -> str:
    """Say which rate lowers the loss most, and what its own does."""
    finite = [trial for trial in found.rates if np.isfinite(trial.after)]
    best = min(finite, key=lambda trial: trial.after)
    mine = min(found.rates, key=lambda trial: abs(np.log(trial.learning_rate / own)))
    if best.after > 0.95 * best.before:
        return f"None of {len(found.rates)} learning rates lowers the loss by a twentieth in {STEPS} updates: it is not the rate alone."
    after = f"{mine.after:.3g}" if np.isfinite(mine.after) else "no number any more"
    return (
        f"In {STEPS} updates the loss goes from {mine.before:.3g} to {after} at its own rate {own:g}; "
        f"the best of {len(found.rates)} rates, {best.learning_rate:g}, ends at {best.after:.3g}."
    )


def rungs_code(name: str, found: Rungs) -> str:
    """Write the code of the baselines and of the sixteen samples."""
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import case_named

    sick, case = SICK[name], case_named(name)
    x, y, _ = fit_arguments(case)
    which = draw(classes_of(y), FEW, np.random.default_rng(0)).tolist()
    built = trained_code(replace(case, arguments={})).partition("history = model.fit(")[0]
    cut = f"x, y = x[:{len(x)}], y[:{len(y)}]\n" if case.validation_split else ""
    body = built.rstrip().replace("\n", "\n    ")
    return f"""import handsonn as hn  # reads and splits the data
import keras
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

{data_code(sick)}
{cut}
constant = np.bincount(y_new).max() / len(y_new)
scaler = StandardScaler().fit(x)
model = LogisticRegression(max_iter=200, tol=1e-3).fit(scaler.transform(x), y)
linear = model.score(scaler.transform(x_new), y_new)

def train(seed, x, y, rate=None, **arguments):
    keras.utils.set_random_seed(seed)
    {body}
    if rate is not None:
        model.optimizer.learning_rate = rate
    model.fit(x, y, verbose=0, **arguments)
    return model

seeds = range(5)
network = []
for seed in seeds:
    model = train(seed, x, y, batch_size={case.batch_size}, epochs={case.epochs})
    network.append(model.evaluate(x_new, y_new, verbose=0)[1])
few = {which}
model = train(0, x[few], y[few], rate={found.rate!r}, batch_size={FEW}, epochs={FEW_STEPS})
by_heart = model.evaluate(x[few], y[few], verbose=0)[1]
print(constant, linear, network, by_heart)
"""
