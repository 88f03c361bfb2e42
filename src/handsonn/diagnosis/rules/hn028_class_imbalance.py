"""One class is much more frequent than the others.

What: most samples belong to one class, and the training does not make up for it.

Why: a network that always answers with the frequent class is right as often as that class occurs. With 97
of 100 samples in it, that is an accuracy of 97 %, and the loss gains little from learning the rare one.

Evidence: how many samples each class has.

Remedy: class_weight in fit, which counts a mistake on a rare class more; and a score that counts classes
alike, such as the recall of each.

Learn more: the lab "Inference and the confusion matrix" shows what accuracy hides.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import class_count, task_of
from handsonn.diagnosis.words import number, share
from handsonn.records import Change, Facts, Finding

RARE = 0.1
"""Share of the rarest of two classes, below which it is told."""
OVERWHELMING, MOST, TIMES = 0.8, 0.5, 5.0
"""The most frequent of several classes is told above the first share, and above the second when it is so many
times as frequent as the next."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find labels of classes of which one is nearly all there is."""
    if facts.data is None or not facts.data.y or task_of(facts) not in ("classes", "two classes"):
        return
    if facts.fit is not None and (facts.fit.class_weight or facts.fit.sample_weight):
        return
    y = facts.data.y[0]
    counts = [count for count in y.class_counts or y.counts if count > 0]
    total = sum(counts)
    if len(counts) < 2 or total <= 0:  # noqa: PLR2004
        return
    most, least = max(counts) / total, min(counts) / total
    following = sorted(counts)[-2] / total
    alone = most > OVERWHELMING or (most > MOST and most >= TIMES * following)
    if (least >= RARE) if len(counts) == 2 else not alone:  # noqa: PLR2004
        return
    yield RULE.found(
        f"{share(most)} of the samples belong to one of the {max(class_count(y), len(counts))} classes, "
        "so always answering with it looks good.",
        evidence=[
            f"The rarest class has {number(min(counts))} samples, the most frequent {number(max(counts))}."
        ],
        remedy="Give fit class_weight, so that a mistake on a rare class counts more, and look at the "
        "recall of each class.",
        changes=[Change("class_weight", {"weights": "balanced"})],
        confidence=0.75 if most > 0.95 else 0.6,  # noqa: PLR2004
    )


RULE = Rule(
    code="HN028",
    name="class-imbalance",
    title="One class is much more frequent than the others",
    passed="No class is so frequent that answering with it alone looks good.",
    kind="data",
    severity="warning",
    needs=("data",),
    check=check,
    lab="inference",
    symptoms=("always the same answer", "accuracy does not rise", "good in training, wrong in use"),
)
