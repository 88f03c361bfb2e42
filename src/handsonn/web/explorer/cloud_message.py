"""The map as the page draws it: points, colours, what is faint, the true neighbours."""

from __future__ import annotations

import numpy as np

from handsonn.course.pictures import Cloud, Magnitude, faded
from handsonn.experiments.exploration_work import Shown

ERROR, STRETCH = "reconstruction error", "stretch"


def cloud_of(shown: Shown) -> Cloud:
    """Make the picture of what an explorer shows."""
    space, judgement = shown.exploration.space, shown.judgement
    dataset, classes = space.dataset, space.dataset.task == "classification"
    stretch = judgement.stretch
    return Cloud(
        points=shown.map.positions,
        labels=space.labels if classes else None,
        class_names=dataset.class_names,
        magnitudes=tuple(_magnitudes(shown)),
        colour_by="class" if classes else "",
        opacity=None if stretch is None else faded(stretch),
        opacity_means="fade the most stretched fifth",
        neighbours=judgement.neighbours,
        description=f"{shown.map.method} map of {dataset.name}",
    )


def _magnitudes(shown: Shown) -> list[Magnitude]:
    space, stretch = shown.exploration.space, shown.judgement.stretch
    found = []
    if space.dataset.task == "regression" and space.labels is not None:
        found.append(
            Magnitude(space.dataset.target_name or "target", np.ravel(space.labels)[: len(space.codes)])
        )
    if shown.exploration.decodes:
        found.append(Magnitude(ERROR, space.errors, logarithmic=bool((space.errors > 0).all())))
    if stretch is not None:
        found.append(Magnitude(STRETCH, stretch, "times", logarithmic=True))
    return found
