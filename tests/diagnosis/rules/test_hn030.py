"""Labels without meaning: learnt by heart, guessed on others, and no two neighbours agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from facts_by_hand import healthy_data, numbers
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn030_labels_without_meaning import RULE
from handsonn.records import DataFacts, Facts, RowFacts

GUESSING = healthy_ladder(network_score=0.35, linear_score=0.34, longer_score=0.33, shuffled_score=0.33)
BY_HEART = healthy_run(predictions=healthy_predictions(score=0.99, held_out_score=0.35))
LEARNT_NOTHING = healthy_run(predictions=healthy_predictions(score=0.36))


def data(**rows: Any) -> DataFacts:
    return replace(healthy_data(), rows=RowFacts(**rows))


MIXED_UP = data(neighbours_agree=0.34)


def sick(**parts: Any) -> Facts:
    return trained(**{"data": MIXED_UP, "run": BY_HEART, "ladder": GUESSING, **parts})


def test_it_is_found_when_every_sign_says_so() -> None:
    (finding,) = RULE.check(sick())
    assert finding.changes == ()
    assert finding.evidence[1] == "With shuffled labels it is 0.33 as well."
    assert finding.evidence[2].startswith("34 % of the samples have the label of their nearest neighbour")


def test_numbers_are_judged_by_their_neighbours_as_well() -> None:
    r2 = replace(GUESSING, score_name="R2", constant_score=0.0, linear_score=0.0, network_score=-0.2,
                 longer_score=-0.1, shuffled_score=-0.2)  # fmt: skip
    rows = RowFacts(all_score=-0.1)
    facts = sick(data=replace(healthy_data(numbers()), rows=rows), ladder=r2)
    assert len(list(RULE.check(facts))) == 1
    known = replace(healthy_data(numbers()), rows=RowFacts(all_score=0.4))
    assert not list(RULE.check(sick(data=known, ladder=r2)))


def test_labels_not_learnt_by_heart_are_found_where_the_network_could_learn() -> None:
    (finding,) = RULE.check(sick(run=LEARNT_NOTHING, ladder=replace(GUESSING, few_samples_score=1.0)))
    assert finding.cause.endswith("nothing foretells them better than guessing.")
    assert finding.confidence < next(iter(RULE.check(sick()))).confidence


def test_labels_of_which_most_are_wrong_are_found_by_how_little_foretells_them() -> None:
    """A little is learnt of the few that are right, more than with shuffled labels."""
    noisy = replace(GUESSING, network_score=0.44, linear_score=0.42, longer_score=0.40, few_samples_score=1.0)
    (finding,) = RULE.check(sick(data=data(neighbours_agree=0.38), ladder=noisy))
    assert finding.severity == "warning"
    assert finding.evidence[0] == (
        "Of the way from always giving the same answer to being always right, the network comes 15 %, the "
        "network trained longer comes 9 %, a linear model comes 12 %, the nearest neighbour comes 7 %."
    )


def test_of_numbers_a_decision_tree_tells_where_there_is_no_linear_model() -> None:
    noisy = replace(GUESSING, score_name="R2", constant_score=0.0, linear_score=None, network_score=0.02,
                    longer_score=0.0, few_samples_score=1.0)  # fmt: skip
    rows = RowFacts(all_score=-0.13, guess_score=0.0)
    (finding,) = RULE.check(sick(data=replace(healthy_data(numbers()), rows=rows), ladder=noisy))
    assert finding.evidence[0].endswith("a decision tree comes 0 %.")


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        sick(data=data(neighbours_agree=0.6)),
        sick(data=healthy_data()),  # not looked at
        sick(ladder=replace(GUESSING, score_name="balanced accuracy")),  # one class is most of them
        sick(ladder=replace(GUESSING, linear_score=0.5)),
        sick(ladder=replace(GUESSING, linear_score=0.5, shuffled_score=0.2)),
        sick(run=LEARNT_NOTHING, ladder=replace(GUESSING, few_samples_score=0.5)),  # it cannot learn at all
        sick(run=LEARNT_NOTHING, ladder=replace(GUESSING, few_samples_score=None)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
