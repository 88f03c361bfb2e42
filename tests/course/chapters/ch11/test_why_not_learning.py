"""What the lab "why_not_learning" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch11_training_deep_networks.experiments import asking
from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import AS_IT_IS, arm, case_named
from handsonn.course.chapters.ch11_training_deep_networks.experiments.evidence import EVIDENCE
from handsonn.course.chapters.ch11_training_deep_networks.experiments.looking import Looked, looked_at
from handsonn.course.chapters.ch11_training_deep_networks.experiments.one_change import (
    Compared,
    compared,
    decoys_words,
    signed,
)
from handsonn.course.chapters.ch11_training_deep_networks.experiments.rungs import (
    Rungs,
    beside_linear_words,
    by_heart_words,
    linear_answer,
    rates_words,
)
from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SICK
from handsonn.course.chapters.ch11_training_deep_networks.experiments.why_code import trained_code
from handsonn.course.chapters.ch11_training_deep_networks.labs import why_not_learning as lab
from handsonn.course.live import Outcome, QuietWatch
from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.verdict import Judged
from handsonn.records import Finding, RateTrial

WATCH = QuietWatch()
CAUSES = {
    "jumps": "HN005", "wine": "HN007", "tumours": "HN001", "late_rows": "HN031", "flat": "HN034",
    "silent": "HN019", "well": "",
}  # fmt: skip


def find(network: str, evidence: str, *, say: bool = False) -> Outcome:
    return lab.find_the_cause({"network": network, "evidence": evidence, "say": say}, WATCH)


@pytest.mark.parametrize(("network", "code"), CAUSES.items())
def test_the_rules_name_the_fault_that_was_put_in_from_every_seed(network: str, code: str) -> None:
    looked = looked_at(network, WATCH)
    assert [found[0].code if found else "" for found in looked.findings] == [code] * 5
    assert looked.agreeing == 5


def test_two_faults_have_the_same_curve_and_each_its_own_evidence() -> None:
    for network in ("flat", "silent"):
        assert find(network, "start").facts["loss"] == pytest.approx(np.log(10), abs=0.01)
    assert "first layer" in find("silent", "gradients").notice[1]
    for kind in EVIDENCE:
        assert find("silent", kind).pictures["evidence"].title
    assert "100.0% (in all 5 seeds) of the units are silent" in find("silent", "silent").notice[1]
    assert "Training never sees the labels 8 and 9." in find("late_rows", "labels").notice[1]
    assert "Training never sees" not in find("well", "labels").notice[1]


def test_the_cause_is_on_the_page_only_when_it_is_asked_for() -> None:
    guessing, told = find("jumps", "answers"), find("jumps", "answers", say=True)
    assert "HN005" not in str(guessing.pictures["finding"]) + " ".join(guessing.notice)
    assert "HN005" in told.pictures["finding"].body  # type: ignore[attr-defined]
    assert "HN005" in told.notice[-1]
    assert "Nothing is found, from 5 of 5 seeds." in find("well", "answers", say=True).notice[-1]


def test_scaled_features_are_proven_to_help_on_wine_and_a_larger_batch_is_not() -> None:
    before, finding = arm("wine", AS_IT_IS, WATCH), looked_at("wine", WATCH).finding
    scaled, batch = (
        compared(before, arm("wine", change, WATCH, finding), lab.scoring("wine"))
        for change in ("finding", "batch")
    )
    assert scaled.verdict.verdict == "proven"
    assert scaled.after.min() > 0.9
    assert batch.verdict.verdict != "proven"
    assert before.scores.max() < 0.7


def test_what_a_change_does_to_the_validation_samples_it_does_to_the_new_ones() -> None:
    after = arm("wine", "finding", WATCH, looked_at("wine", WATCH).finding)
    code = trained_code(after.case)
    assert "x_new = (x_new - mean) / deviation" in code
    assert "x_new" not in trained_code(case_named("wine"))


def judged(verdict: Any, gain: float) -> Compared:
    return Compared(np.zeros(5), np.full(5, gain), Judged(verdict, gain, gain, gain), "")


def test_only_what_the_finding_does_not_name_counts_as_a_decoy() -> None:
    none = {"finding": judged("proven", 0.5), "epochs": judged("no gain seen", 0.0)}
    assert decoys_words(none) == "Of the 1 other changes, none is proven to help."
    some = none | {"rate_down": judged("proven", 0.25)}
    assert decoys_words(some).endswith("1 is proven to help: a tenth of the learning rate (+0.250).")
    assert [signed(value) for value in (-0.0001, 0.25, float("nan"))] == ["0.000", "+0.250", "0.000"]


def test_a_training_that_blows_up_counts_as_always_the_same_answer() -> None:
    class OfScores:
        case = case_named("wine")

        def __init__(self, scores: float) -> None:
            self.scores = np.full(5, scores)

    one: Any = compared(OfScores(np.nan), OfScores(0.9), Scoring("classes", "accuracy", 0.4))  # type: ignore[arg-type]
    assert one.verdict.verdict == "proven"
    assert one.verdict.gain == pytest.approx(0.5)
    assert "The loss became NaN with 5 of 5 seeds" in one.sentence


def test_each_rung_says_what_it_rules_out() -> None:
    network = np.array([0.3, 0.3, 0.3, 0.3, 0.6])
    found = Rungs(0.39, 0.97, network, 0.3, 0.001, (RateTrial(0.001, 2.0, 2.0), RateTrial(0.01, 2.0, 1.99)))
    assert linear_answer(found) == 2
    assert "the network is at fault, not the data" in beside_linear_words(found)
    assert "Not even 16 samples" in by_heart_words(found, 0.001)
    assert rates_words(found, 0.001).startswith("None of 2 learning rates")
    other = Rungs(
        0.39, 0.5, np.full(5, 0.97), 1.0, 0.001, (RateTrial(0.3, 2.0, np.nan), RateTrial(0.01, 2.0, 0.5))
    )
    assert linear_answer(other) == 0
    assert linear_answer(Rungs(0.1, 0.93, np.full(5, 0.94))) == 1
    assert "but not at its own rate" in by_heart_words(other, 0.3)
    assert "to no number any more at its own rate 0.3; the best of 2 rates, 0.01, ends at 0.5" in rates_words(
        other, 0.3
    )


@pytest.mark.parametrize(("code", "expected"), [("HN020", 1), ("HN005", 0), ("HN001", None)])
def test_the_answer_follows_what_was_found(code: str, expected: int | None) -> None:
    finding = Finding(code, "x", "run", "error", "c", (), "r")
    assert lab.cause_answer(finding) == expected
    assert lab.cause_answer(None) is None
    assert Looked((), ((finding,), ())).agreeing == 1


def test_a_command_that_never_ends_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LONGEST_SECONDS", 0.1)
    with pytest.raises(DiagnosisError, match=r"took longer than 0\.1 seconds"):
        asking.from_the_command("wine", WATCH)


def test_every_network_is_told_of_without_its_cause() -> None:
    assert len({sick.told for sick in SICK.values()}) == len(SICK)
