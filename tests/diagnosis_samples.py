"""A whole diagnosis written by hand, for tests of what shows one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model

from handsonn.diagnosis.rules.hn001_softmax_on_one_unit import RULE
from handsonn.records import (
    Change,
    Diagnosis,
    Finding,
    LadderFacts,
    LayerRunFacts,
    Proof,
    RateTrial,
    RunFacts,
    Step,
)

CODE = """\
--- as it was
+++ with the change
@@ -4,4 +4,4 @@
     keras.Input(shape=(8,)),
     keras.layers.Dense(16, activation="relu"),
-    keras.layers.Dense(1, activation="softmax"),
+    keras.layers.Dense(1, activation="sigmoid"),
 ])
"""


def proof(**changes: Any) -> Proof:
    """Softmax over one unit, mended: accuracy from 0.63 to about 0.95."""
    given = Proof(
        Change("output", {"units": 1, "activation": "sigmoid", "loss": "binary_crossentropy"}),
        CODE, "proven",
        "With the change, accuracy is 0.30 to 0.34 higher on samples that neither network saw (5 seeds).",
        "accuracy", (0, 1, 2, 3, 4), (0.63, 0.63, 0.63, 0.63, 0.63), (0.94, 0.95, 0.96, 0.95, 0.94),
        0.30, 0.34, ((0.7, 0.7, 0.7),) * 5, tuple((0.6, 0.3 + seed / 50, 0.2) for seed in range(5)),
        seconds=1.5,
    )  # fmt: skip
    return replace(given, **changes)


def finding(**changes: Any) -> Finding:
    """Make what HN001 finds in two-class data."""
    model = healthy_model(shape=(1,), activation="softmax", loss="binary_crossentropy")
    (found,) = RULE.check(healthy(model=model, data=healthy_data(class_numbers(2))))
    return replace(found, **changes)


def run_facts() -> RunFacts:
    """Six epochs; the second layer lost half of its units."""
    layers = (
        LayerRunFacts("dense", gradient=3e-6, unit_silence=(False,) * 16),
        LayerRunFacts("dense_1", gradient=2e-4, silent_after=0.5, unit_silence=(True, False) * 12),
        LayerRunFacts("dense_2", gradient=2e-2),
    )
    losses = (0.9, 0.8, 0.75, 0.74, 0.74, 0.74)
    return RunFacts({"loss": losses, "val_loss": tuple(v + 0.1 for v in losses)}, layers=layers)


def diagnosis(**changes: Any) -> Diagnosis:
    """Two steps: the cause is found and proven, then nothing is left."""
    rates = tuple(RateTrial(10.0**k, 0.69, 0.69 - 0.1 * (k + 5)) for k in range(-5, -1))
    ladder = LadderFacts(rates=(*rates, RateTrial(1.0, 0.69, float("nan"))))
    facts = replace(healthy(data=healthy_data(class_numbers(2))), run=run_facts(), ladder=ladder)
    other = finding(
        code="HN007", name="unscaled-inputs", kind="data", severity="warning", confidence=0.6, lab="scaling",
        cause="The features differ by a factor of 4,000 in size.", changes=(),
        evidence=("Feature 3 has the standard deviation 569, feature 8 has 0.12.",),
        remedy="Scale the inputs with StandardScaler, fitted on the training rows.",
    )  # fmt: skip
    given = Diagnosis(
        "mine.py, line 12", (Step((finding(), other), (proof(),), 0), Step(())),
        ("The labels fit the loss.", "No value is missing."),
        ("Whether rows repeat: the data came from a generator.",), facts, "always the same answer", 4.2,
    )  # fmt: skip
    return replace(given, **changes)
