"""How good a trained network is, against what is known to be possible."""

from __future__ import annotations

from handsonn.records import Facts

GOOD = 0.95
CLEAR = 0.05
"""A difference of accuracy or R2 that is worth speaking of."""


def reached(facts: Facts) -> float | None:
    """Give the held-out score of the network as trained; that on training samples where there is no other."""
    if facts.ladder is not None and facts.ladder.network_score is not None:
        return facts.ladder.network_score
    told = facts.run.predictions if facts.run is not None else None
    if told is None:
        return None
    return told.held_out_score if told.held_out_score is not None else told.score


def is_good(facts: Facts) -> bool:
    """Tell whether nothing is left to be wished for: then slow or noisy learning was quick enough."""
    score = reached(facts)
    return score is not None and score >= GOOD


def is_below_linear(facts: Facts) -> bool:
    """Tell whether a linear model is clearly better, so that more was possible."""
    if facts.ladder is None or facts.ladder.linear_score is None:
        return False
    score = reached(facts)
    return score is not None and facts.ladder.linear_score - score > margin(facts)


def is_guessing(facts: Facts) -> bool:
    """Tell whether it does no better than always giving the same answer."""
    told = facts.run.predictions if facts.run is not None else None
    if told is not None and told.constant:
        return True
    if facts.ladder is None or facts.ladder.constant_score is None:
        return False
    score = reached(facts)
    return score is not None and score - facts.ladder.constant_score < CLEAR


def is_poor(facts: Facts) -> bool:
    """Tell whether it is known that more was possible, or that nothing was learnt."""
    return is_below_linear(facts) or is_guessing(facts)


def margin(facts: Facts) -> float:
    """Give the difference of scores above the luck of the seed: two of its deviations, at least 0.05."""
    spread = facts.ladder.seed_spread if facts.ladder is not None else None
    return max(CLEAR, 2.0 * spread) if spread is not None and spread == spread else CLEAR  # noqa: PLR0124


def score_sentence(facts: Facts) -> str:
    """Tell the network's score beside a linear model's; "" where either is not known."""
    ladder = facts.ladder
    if ladder is None or ladder.network_score is None or ladder.linear_score is None:
        return ""
    return (
        f"The network reaches {ladder.score_name} {ladder.network_score:.2f}, a linear model "
        f"{ladder.linear_score:.2f}."
    )
