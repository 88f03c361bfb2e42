"""Which pictures a diagnosis has, each with what it shows in words."""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.plots.diagnosis_labels import label_mix
from handsonn.plots.diagnosis_layers import gradient_by_depth, silent_units
from handsonn.plots.diagnosis_proof import paired_seeds
from handsonn.plots.diagnosis_rates import rate_sweep
from handsonn.plots.learning_curves import learning_curves
from handsonn.plots.picture import Picture, draw
from handsonn.records import Diagnosis, Facts, Proof, RunFacts

_FEWEST_LAYERS = 2


def proof_picture(proof: Proof) -> Picture:
    """Draw a proof."""
    pairs = zip(proof.seeds, proof.before, proof.after, strict=True)
    words = "; ".join(f"seed {seed}: {before:.3g} to {after:.3g}" for seed, before, after in pairs)
    return draw(
        "Both ways, seed by seed", f"{proof.score_name} without and with the change. {words}.",
        lambda dark: paired_seeds(proof, dark=dark),
    )  # fmt: skip


def pictures_of(diagnosis: Diagnosis) -> tuple[Picture, ...]:
    """Draw what was recorded of the training as it was given."""
    facts = diagnosis.facts
    return (*_of_the_run(facts), *_of_the_rates(facts), *_of_the_labels(facts))


def _of_the_run(facts: Facts) -> Iterator[Picture]:
    run = facts.run
    if run is None:
        return
    history = run.history
    if any(history.values()):
        yield draw(
            "How it went", "Loss and metrics by epoch.", lambda dark: learning_curves(history, dark=dark)
        )
    yield from _of_the_layers(run)


def _of_the_layers(run: RunFacts) -> Iterator[Picture]:
    silent = [layer for layer in run.layers if any(layer.unit_silence)]
    if silent:
        words = "; ".join(
            f"{layer.name}: {sum(layer.unit_silence)} of {len(layer.unit_silence)}" for layer in silent
        )
        yield draw(
            "Units that answer 0 to every sample", f"Silent units by layer. {words}.",
            lambda dark: silent_units(run.layers, dark=dark),
        )  # fmt: skip
    pulled = [layer for layer in run.layers if layer.gradient > 0]
    if len(pulled) >= _FEWEST_LAYERS:
        words = "; ".join(f"{layer.name}: {layer.gradient:.2g}" for layer in pulled)
        yield draw(
            "Gradients by depth", f"Root mean square of the loss' gradient by layer. {words}.",
            lambda dark: gradient_by_depth(run.layers, dark=dark),
        )  # fmt: skip


def _of_the_rates(facts: Facts) -> Iterator[Picture]:
    ladder = facts.ladder
    if ladder is None or not ladder.rates:
        return
    optimizer = facts.model.optimizer if facts.model else None
    own = optimizer.learning_rate if optimizer else None
    words = "; ".join(f"{trial.learning_rate:g}: {trial.after:.3g}" for trial in ladder.rates)
    yield draw(
        "Learning rates tried", f"Loss after a few steps at each learning rate. {words}.",
        lambda dark: rate_sweep(ladder.rates, own, dark=dark),
    )  # fmt: skip


def _of_the_labels(facts: Facts) -> Iterator[Picture]:
    shares = _label_shares(facts)
    if shares:
        groups = "; ".join(
            f"{group}: " + ", ".join(f"{name} {share:.0%}" for name, share in of_class.items())
            for group, of_class in shares.items()
        )
        yield draw("Labels", f"Share of each class. {groups}.", lambda dark: label_mix(shares, dark=dark))


def _label_shares(facts: Facts) -> dict[str, dict[str, float]]:
    data = facts.data
    if data is None:
        return {}
    order = data.order
    if order is not None and data.validation == "split":
        return {"training rows": order.first_shares, "last rows (validation)": order.last_shares}
    found = {"training samples": data.y[:1], "validation samples": data.validation_y[:1]}
    shares = {}
    for group, arrays in found.items():
        counts = arrays[0].class_counts if arrays else ()
        if sum(counts):
            shares[group] = {str(number): count / sum(counts) for number, count in enumerate(counts)}
    return shares
