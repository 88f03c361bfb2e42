"""The table of all combinations for one form of labels, and what is shown of the chosen one."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.label_forms import (
    BETTER,
    EPOCHS,
    FITTING,
    LOSSES,
    OUTPUTS,
    SHORT_LOSSES,
    Labelled,
    Tried,
    code_of_output,
    verdict,
)  # fmt: skip
from handsonn.course.chapters.ch10_neural_networks.experiments.label_reasons import meaning, repair
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, percent_words
from handsonn.course.pictures import Axis, Curves, Picture, Table, Text, band
from handsonn.course.pictures.table import Entry

Array = np.ndarray[Any, Any]
Results = dict[tuple[str, str], Tried]
LONGEST = 300


def shortened(words: str) -> str:
    """Keep Keras' words as they are, without colours; cut after LONGEST characters, with [...] to say so."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words).strip()
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rstrip()} [...]"


def cell(form: str, tried: Tried | None) -> str:
    """Write one result in a few words."""
    if tried is None:
        return "..."
    if tried.right is None or tried.reported is None:
        return "refused"
    right = float(np.median(tried.right))
    if form == "real":
        return f"R squared {right:.2f}"
    if verdict(tried) == "misleads":
        return f"says {np.median(tried.reported):.0%}, is {right:.0%}"
    return f"{right:.0%} right"


def all_combinations(form: str, classes: int, results: Results, chosen: tuple[str, str]) -> Table:
    """Draw output layers by losses; results not there yet are dots. chosen: (output, loss)."""
    rows: list[tuple[Entry, ...]] = []
    for output in OUTPUTS:
        cells = []
        for loss in LOSSES:
            words = cell(form, results.get((output, loss)))
            fitting = " (made for it)" if (output, loss) == FITTING[form] else ""
            cells.append(f"\u25b8 {words}{fitting}" if (output, loss) == chosen else f"{words}{fitting}")
        rows.append((code_of_output(output, classes).removeprefix("keras.layers."), *cells))
    measure = "R squared" if form == "real" else "validation samples named right"
    return Table(
        title=f"Every output layer with every loss: {measure} after {EPOCHS} epochs, median of 5 seeds",
        columns=("output layer", *SHORT_LOSSES),
        rows=tuple(rows),
        highlighted=(OUTPUTS.index(chosen[0]),),
        span=12,
        height=206,
    )


def chosen_pictures(form: str, data: Labelled, tried: Tried, chosen: tuple[str, str]) -> dict[str, Picture]:
    """Draw what came of the chosen one: what Keras says, and its loss if it trained."""
    said = Text(
        title="What Keras says, and what it means",
        body=explanation(form, data, tried, chosen),
        monospaced=False,
        span=7 if tried.loss is not None else 12,
        height=190,
    )
    if tried.loss is None:
        return {"said": said}
    lowest = min(0.0, float(tried.loss.min()) * 1.05)
    curve = Curves(
        title="Training loss",
        x=Axis("epoch", low=1, high=EPOCHS),
        y=Axis("loss", low=lowest, high=max(0.1, float(tried.loss.max()) * 1.05)),
        lines=(band("5 seeds", np.arange(1, EPOCHS + 1), tried.loss),),
        span=5,
        height=190,
    )
    return {"said": said, "loss": curve}


def explanation(form: str, data: Labelled, tried: Tried, chosen: tuple[str, str]) -> str:
    """Put Keras' words, their meaning, the repair and one sample under each other."""
    kind = verdict(tried)
    change = repair(form, *chosen, data.classes)
    if tried.refused:
        words = f"Keras refuses: {shortened(tried.refused)}"
    else:
        words = (
            f"Keras warns: {shortened(tried.warned)}" if tried.warned else "Keras trains it and says nothing."
        )
    parts = [words, f"In plain words: {meaning(form, *chosen, kind)}"]
    if change:
        parts.append(f"{'Repair' if kind != 'learns' else 'What is made for these labels'}: {change}")
    if tried.outputs is not None:
        label, output = data.validation[1][0], tried.outputs[0]
        parts.append(f"One validation sample: label {_numbers(label)}, output {_numbers(output)}.")
    return "\n".join(parts)


def _numbers(values: Any) -> str:
    flat = np.ravel(values)
    words = ", ".join(f"{value:.3g}" if value % 1 else f"{value:.0f}" for value in flat.astype(float))
    return f"[{words}]" if np.ndim(values) else words


def label_notice(form: str, tried: Tried, results: Results) -> tuple[str, ...]:
    """Say what came of the chosen one, and how many of all fail without a word."""
    kinds = [verdict(one) for one in results.values()]
    silent = kinds.count("learns nothing") + kinds.count("misleads")
    all_of_them = (
        f"Of {len(kinds)} combinations: {kinds.count('refused')} refused by Keras, {kinds.count('learns')} trained well "
        f"(at least half as far above guessing as what is made for the labels), {kinds.count('learns a little')} trained "
        f"poorly, and {silent} run to the end without an error, but do not beat guessing by more than "
        f"{_margin(form)} from every seed."
    )
    if tried.right is None or tried.reported is None or tried.loss is None:
        return "Keras refuses this one before the first update: 0 epochs were trained.", all_of_them
    right, reported = tried.right, tried.reported
    measure = (
        "R squared on the validation samples"
        if form == "real"
        else "The share of validation samples named right"
    )
    found = (
        f"{outcome_words(form, right, tried.guess, verdict(tried))} {_loss_words(tried.loss)} {measure} is "
        f"{number_words(right) if form == 'real' else percent_words(right)}; guessing without x gives "
        f"{_share(form, tried.guess)}."
    )
    accuracy = f"Keras' own 'accuracy' says {np.median(reported):.1%}{_how_keras_counts(form, tried)}"
    return found, accuracy, all_of_them


def outcome_words(form: str, right: Array, guess: float, said: str) -> str:
    """Open with what the numbers decide. right: of each seed, as in Tried. said: verdict() of the same."""
    if said in {"learns", "learns a little"}:
        return f"It trains, and {said}."
    sure, seeds = int((right > guess + BETTER).sum()), len(right)
    what = "nothing" if not lower_in(np.full(seeds, guess), right) else "hardly anything"
    learnt = f"learns {what}" if not sure else "does not learn from every seed"
    return (
        f"It runs without an error, {'but' if sure else 'and'} {learnt}: it beats guessing by more than {_margin(form)} "
        f"from {sure or 'none'} of {seeds} seeds."
    )


def _margin(form: str) -> str:
    return f"{BETTER:g}" if form == "real" else f"{100 * BETTER:.0f} points"


def _loss_words(loss: Array) -> str:
    """Say how the training loss moved, as the numbers are shown. loss: shape (seeds, epochs)."""
    first, last = (f"{np.median(loss[:, at]):.3g}" for at in (0, -1))
    return f"The loss stays at {last}." if first == last else f"The loss goes from {first} to {last}."


def _how_keras_counts(form: str, tried: Tried) -> str:
    if form == "real":
        return ": for amounts it counts what is exactly equal, which says nothing of how good the network is."
    one_unit = tried.outputs is not None and tried.outputs.shape[1] == 1
    if form == "integers" and one_unit:
        return (
            ": for one unit it only asks whether the output is above 0.5, so it counts no digit above 1 as right. "
            "The share named right, above, rounds the output to the nearest digit."
        )
    return "."


def _share(form: str, value: float) -> str:
    return f"{value:.2f}" if form == "real" else f"{value:.1%}"
