"""Why a network does not learn: rules from facts to findings. Pure functions; no deep-learning library."""

from handsonn.diagnosis.judge import Judgement, judge
from handsonn.diagnosis.registry import find_rule, rules
from handsonn.diagnosis.rule import Rule

__all__ = ["Judgement", "Rule", "find_rule", "judge", "rules"]
