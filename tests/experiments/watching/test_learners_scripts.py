"""Scripts typed as learners type them, each with its fault in a forum's words: the cause must come first.

Where settings and data tell, the script is ended at its call of fit; otherwise it trains as it is, and trials
follow. No proof is made here, and no clock ends a trial.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import pytest

from handsonn.diagnosis import rules
from handsonn.experiments.watching.diagnose_calls import diagnose_calls
from handsonn.experiments.watching.fit_calls import FitCalls
from handsonn.experiments.watching.request import WatchRequest
from handsonn.experiments.watching.run_script import EndOfScript, Limit, run_script
from handsonn.experiments.watching.tensorflow_stand_in import no_stand_in, stand_in_for_tensorflow
from handsonn.records import Diagnosis

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))
NEED_A_TRAINING = {
    "deep_sigmoids", "everything_frozen", "rate_far_too_high", "rate_far_too_low", "zeros_everywhere",
    "integers_with_categorical", "one_hot_with_sparse", "no_flatten", "text_labels",
    "wrong_number_of_columns", "healthy_digits", "healthy_regression",
}  # fmt: skip


def expected(script: Path) -> list[str]:
    """The codes that its header allows as the first cause; [] where nothing is to be found."""
    words = re.search(r"^# expect: (.*)$", script.read_text(), re.MULTILINE)
    assert words is not None
    return re.findall(r"HN\d{3}", words[1].partition(" then ")[0])


def end_at_fit(_call: Any) -> None:
    raise EndOfScript


@pytest.fixture(scope="module", autouse=True)
def _tensorflow_is_keras() -> Iterator[None]:
    stand_in_for_tensorflow()
    yield
    no_stand_in()


def diagnosed(script: Path, began: Callable[[Any], None] | None) -> Diagnosis:
    training = began is None
    request = WatchRequest(str(script), training=training, prove=False, trial_seconds=3600.0)
    calls = FitCalls(script.resolve(), **({} if began is None else {"began": began}))
    calls.watch(keras)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            ended = run_script(script.resolve(), (), Limit(600.0))
    finally:
        calls.unwatch()
    return diagnose_calls(calls, ended, request, tell=lambda *_: None, should_stop=lambda: False)


@pytest.mark.filterwarnings("ignore")  # a learner's script may warn as it likes
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_cause_comes_first(script: Path) -> None:
    found = diagnosed(script, None if script.stem in NEED_A_TRAINING else end_at_fit)
    codes = [finding.code for finding in found.findings if finding.severity != "note"]
    if not expected(script):
        assert codes == []
        assert found.passed
        return
    assert codes, found.not_checked
    assert codes[0] in expected(script), [finding.cause for finding in found.findings]
    assert found.findings[0].cause.endswith(".")
    assert found.findings[0].remedy.endswith(".")


def test_there_are_thirty_and_more_of_many_kinds() -> None:
    known = {rule.code for rule in rules()}
    sick = [script for script in SCRIPTS if expected(script)]
    assert len(sick) >= 30
    assert {code for script in sick for code in expected(script)} <= known
