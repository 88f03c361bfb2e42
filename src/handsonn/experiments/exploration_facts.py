"""What an explorer's page is told of a latent space and of a map, as plain JSON."""

from __future__ import annotations

from typing import Any

from handsonn.experiments.exploration import Exploration
from handsonn.experiments.exploration_trust import Judgement, in_words
from handsonn.experiments.latent_loading import data_notes
from handsonn.experiments.sample_view import finite


def space_facts(exploration: Exploration) -> dict[str, Any]:
    """Say what a page tells of a latent space beside its map."""
    space = exploration.space
    dataset = space.dataset
    return {
        "number": exploration.number,
        "name": dataset.name,
        "samples": len(space.codes),
        "latent_dim": space.latent_dim,
        "features": int(space.data.samples[0].size),
        "shape": [int(side) for side in dataset.x.shape[1:]],
        "source": space.source,
        "kind": space.settings.kind if space.settings else "",
        "epochs": space.settings.epochs if space.settings else 0,
        "epochs_done": len(space.history.get("loss", ())),
        "ended": space.ended,
        "decodes": exploration.decodes,
        "variational": space.is_variational,
        "held_out_error": finite(space.held_out_error) if exploration.decodes else None,
        "pca_error": vars(exploration).get("pca_error"),  # where it is known already
        "view": exploration.view.kind,
        "heads": exploration.view.heads,
        "task": dataset.task,
        "classes": list(dataset.class_names),
        "notes": [*exploration.notes, *data_notes(space)],
    }


def judgement_facts(judgement: Judgement) -> dict[str, Any]:
    """Say what a page tells of how far a map can be trusted, as far as it is known."""
    return {
        "stretched": judgement.stretch is not None,
        "k": judgement.k,
        "trust": judgement.facts,
        "trust_in_words": in_words(judgement.facts) if judgement.facts else "",
    }
