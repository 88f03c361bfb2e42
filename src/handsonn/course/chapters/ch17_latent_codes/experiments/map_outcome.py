"""What the page shows of the maps of several seeds' codes."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.chapters.ch17_latent_codes.experiments import map_measures
from handsonn.course.chapters.ch17_latent_codes.experiments.map_measures import Measures
from handsonn.course.live import Outcome
from handsonn.course.pictures import Cloud

Array = np.ndarray[Any, Any]


def map_parameters(settings: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    """Take the parameters that the chosen method has, by name, from what the learner set."""
    if settings["method"] == "lle":
        return (("k", int(settings["k"])), ("reg", float(settings["reg"])))
    return (("perplexity", float(settings["perplexity"])),) if settings["method"] == "tsne" else ()


def map_notice(method: str, found: list[Measures], in_codes: list[Array]) -> tuple[str, ...]:
    """Say what the maps keep, and what not to read from them. in_codes: distances between class centres."""
    lost = np.array([each.strangers for each in found])
    told = (
        map_measures.kept_words(found, percent_words(np.array([each.kept for each in found]))),
        map_measures.shape_words(found) if method == "lle" else "",
        map_measures.centre_words(found, in_codes),
        map_measures.stranger_words(found, percent_words(lost)),
    )
    return tuple(filter(None, told))


def map_outcome(
    found: list[Measures], cloud: Cloud, method: str, in_codes: list[Array], **code: Any
) -> Outcome:
    """Put together the maps that were made so far, one per seed, of which the cloud is one."""
    kept = tuple(each.kept for each in found)
    return Outcome(
        pictures={"map": cloud, "measures": map_measures.measure_bars(found)},
        notice=map_notice(method, found, in_codes),
        keras_gives={"kept": kept},
        facts=map_facts(found, in_codes),
        seeds=tuple(range(len(in_codes))),
        answer=map_measures.kept_answer(float(np.median(kept))) if method == "tsne" else None,
        **code,
    )


def map_facts(found: list[Measures], in_codes: list[Array]) -> dict[str, float]:
    """Give the medians over the seeds by name."""
    several = len(found) > 1
    return {
        "kept": float(np.median([each.kept for each in found])),
        "shuffled": max(each.shuffled[0] for each in found),
        "trust": float(np.median([each.trust for each in found])),
        "ratio": float(np.median([each.ratio for each in found])),
        "strangers": float(np.median([each.strangers for each in found])),
        "maps_agree": float(np.median(map_measures.agreement([each.centres for each in found])))
        if several
        else 1.0,
        "codes_agree": float(np.median(map_measures.agreement(in_codes))),
    }
