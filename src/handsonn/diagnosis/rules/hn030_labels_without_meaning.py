"""Labels that have nothing to do with the samples.

What: the network learns its training samples by heart, and guesses on all others, as it does when the labels
are shuffled.

Why: labels that were mixed up, read from the wrong column, or sorted apart from their samples can be learnt
by heart, one by one, but nothing follows from them for a new sample.

Evidence: the scores of the network and of a linear model on held-out samples beside guessing and beside a
training with shuffled labels; and how often a sample's nearest neighbour has the same label.

Remedy: look at a few samples with their labels, and at the code that puts x and y together. No other
training makes up for it.

Learn more: the lab "Inference and the confusion matrix" shows what can be said of a network from
samples that it has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import CLEAR, margin
from handsonn.diagnosis.words import share
from handsonn.records import Facts, Finding, LadderFacts

BY_HEART = 0.8
CAN_LEARN = 0.9
"""A network that learns a few samples this well could learn: it is not the network that fails."""
FEWEST_SAMPLES = 100
LITTLE = 0.2
FROM_THE_ROWS = ("the nearest neighbour", "a decision tree")
"""What says something of the samples whatever the network is like."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find labels that can be learnt by heart only: every independent sign must say so; or nearly so."""
    ladder, data = facts.ladder, facts.data
    told = facts.run.predictions if facts.run is not None else None
    if ladder is None or data is None or told is None or told.score is None or not data.x:
        return
    if data.x[0].samples < FEWEST_SAMPLES or ladder.score_name == "balanced accuracy":
        return  # where nearly all are of one class, linear models and neighbours answer with it, too
    if not _guesses(facts, ladder) or not _neighbours_differ(facts):
        yield from _hardly_any(facts, ladder)
        return
    by_heart = _by_heart(ladder, told.score)
    if not by_heart and (ladder.few_samples_score is None or ladder.few_samples_score < CAN_LEARN):
        return  # it can learn nothing at all: there are other causes for that
    why = "what some teach holds for no others" if by_heart else "nothing foretells them better than guessing"
    yield RULE.found(
        f"The labels seem to have nothing to do with the samples: {why}.",
        evidence=[*_told(facts, ladder, told.score)],
        remedy="Look at some samples with their labels, and at how x and y were put together.",
        confidence=0.8 if by_heart else 0.7,
    )


def _hardly_any(facts: Facts, ladder: LadderFacts) -> Iterator[Finding]:
    """Find labels of which nothing foretells more than a little: many are wrong, or the features are."""
    can_learn = ladder.few_samples_score is not None and ladder.few_samples_score >= CAN_LEARN
    shares = _shares_foretold(facts, ladder)
    looked_at = "the network" in shares and any(who in shares for who in FROM_THE_ROWS)
    if not can_learn or not looked_at or max(shares.values()) > LITTLE:
        return
    yield RULE.found(
        "The samples say little about their labels: many labels may be wrong, or what decides them is not "
        "among the features.",
        evidence=[
            "Of the way from always giving the same answer to being always right, "
            + ", ".join(f"{who} comes {share(max(part, 0.0))}" for who, part in shares.items())
            + "."
        ],
        remedy="Look at some samples with their labels: would you know the label?",
        confidence=0.6,
        severity="warning",
        explains=("HN027",),
    )


def _shares_foretold(facts: Facts, ladder: LadderFacts) -> dict[str, float]:
    """Give how far each comes from the constant answer's score (0) to the best (1)."""
    rows = facts.data.rows if facts.data is not None else None
    told = {"the network": (ladder.network_score, ladder.constant_score)}
    told["the network trained longer"] = (ladder.longer_score, ladder.constant_score)
    told["a linear model"] = (ladder.linear_score, ladder.constant_score)
    if rows is not None and rows.neighbours_agree is not None:
        told[FROM_THE_ROWS[0]] = (rows.neighbours_agree, _by_chance(facts))
    elif rows is not None:
        told[FROM_THE_ROWS[1]] = (rows.all_score, rows.guess_score)
    return {
        who: (score - chance) / (1.0 - chance)
        for who, (score, chance) in told.items()
        if score is not None and chance is not None and chance < 1.0
    }


def _by_heart(ladder: LadderFacts, score: float) -> bool:
    """Whether the network has learnt many of its training samples one by one."""
    constant = ladder.constant_score or 0.0
    return score - constant >= max(2 * CLEAR, 0.5 * (BY_HEART - constant))


def _guesses(facts: Facts, ladder: LadderFacts) -> bool:
    """Whether network and linear model guess on held-out samples, no better than with shuffled labels."""
    constant, linear, network = ladder.constant_score, ladder.linear_score, ladder.network_score
    if constant is None or linear is None or network is None:
        return False
    if network - constant > CLEAR or linear - constant > CLEAR:
        return False
    longer = ladder.longer_score
    if longer is not None and longer - constant > margin(facts):
        return False
    return ladder.shuffled_score is None or network - ladder.shuffled_score <= margin(facts)


def _neighbours_differ(facts: Facts) -> bool:
    """Whether close samples agree no more often than by chance. Needed: what is not known is no sign."""
    rows = facts.data.rows if facts.data is not None else None
    if rows is None:
        return False
    if rows.neighbours_agree is None:
        return rows.all_score is not None and rows.all_score < CLEAR
    return rows.neighbours_agree - _by_chance(facts) < CLEAR


def _by_chance(facts: Facts) -> float:
    """Give how often two samples drawn at random have the same label."""
    assert facts.data is not None
    y = facts.data.y[0] if facts.data.y else None
    counts = (y.class_counts or y.counts) if y is not None else ()
    total = sum(counts)
    return sum((count / total) ** 2 for count in counts) if total else 0.0


def _told(facts: Facts, ladder: LadderFacts, score: float) -> Iterator[str]:
    yield (
        f"The {ladder.score_name} is {score:.2f} on training samples and {ladder.network_score:.2f} on "
        f"held-out ones; always giving the same answer reaches {ladder.constant_score:.2f}, a linear model "
        f"{ladder.linear_score:.2f}."
    )
    if ladder.shuffled_score is not None:
        yield f"With shuffled labels it is {ladder.shuffled_score:.2f} as well."
    rows = facts.data.rows if facts.data is not None else None
    if rows is not None and rows.neighbours_agree is not None:
        yield (
            f"{share(rows.neighbours_agree)} of the samples have the label of their nearest neighbour; "
            f"by chance it would be {share(_by_chance(facts))}."
        )


RULE = Rule(
    code="HN030",
    name="labels-without-meaning",
    title="Labels that have nothing to do with the samples",
    passed="The labels have something to do with the samples.",
    kind="run",
    severity="error",
    needs=("data", "run", "ladder"),
    check=check,
    lab="inference",
    symptoms=("validation much worse", "good in training, wrong in use", "accuracy does not rise"),
    explains=("HN027", "HN012", "HN003"),
)
