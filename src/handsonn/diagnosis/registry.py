"""All the rules, by code. A rule is added by adding a file to rules/ that holds a RULE."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from handsonn.diagnosis import rules as package
from handsonn.diagnosis.rule import Rule
from handsonn.errors import UnknownName


@cache
def rules() -> tuple[Rule, ...]:
    """Give every rule, in the order of the codes."""
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name.startswith("hn")]
    found = [import_module(f"{package.__name__}.{name}").RULE for name in names]
    return tuple(sorted(found, key=lambda rule: rule.code))


def find_rule(code_or_name: str) -> Rule:
    """Find a rule by "HN001" or "softmax-on-one-unit". Raises UnknownName."""
    for rule in rules():
        if code_or_name.upper() == rule.code or code_or_name.lower() == rule.name:
            return rule
    raise UnknownName("rule", code_or_name, [rule.code for rule in rules()])
