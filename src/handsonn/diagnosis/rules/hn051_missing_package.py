"""A package that is not installed.

What: the script imports a package that this Python does not have.

Why: each Python environment has its own packages. What is installed in one is not in the others.

Evidence: the words of the error.

Remedy: pip install; for tensorflow, import keras instead: it does the same with JAX, which is here.

Learn more: the lab "Sequential, compile, fit" uses keras alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding

_MISSING = re.compile(r"No module named '([\w.]+)'")
OTHER_NAMES = {"sklearn": "scikit-learn", "cv2": "opencv-python", "PIL": "pillow", "yaml": "pyyaml"}


def check(facts: Facts) -> Iterator[Finding]:
    """Find imports of packages that are not there."""
    raised = facts.raised
    found = _MISSING.search(raised.message) if raised is not None else None
    if raised is None or found is None:
        return
    package = found[1].split(".")[0]
    if package == "keras":
        return  # HN041's and HN047's
    remedy = f"Install it: pip install {OTHER_NAMES.get(package, package)}."
    if package == "tensorflow":
        remedy = "Write import keras instead of tensorflow.keras, or install it: pip install tensorflow."
    yield RULE.found(
        f"The package {package} is not installed in this Python.",
        evidence=[*place_told(raised)],
        remedy=remedy,
        confidence=1.0,
    )


RULE = Rule(
    code="HN051",
    name="missing-package",
    title="A package that is not installed",
    passed="What was raised does not speak of a missing package.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN050",),
)
