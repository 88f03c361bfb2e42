"""An Embedding that is fed something else than its numbers.

What: an Embedding layer gets numbers that are no whole ones, negative ones, or some as large as its input_dim
or larger; or rows of 0 and 1 that stand for words.

Why: an Embedding is a table with input_dim rows, and its input says which row to take: 0 to input_dim - 1.
Numbers between are cut down, so that scaled features all become row 0; beyond the table, JAX gives the last
row or NaN and TensorFlow stops.

Evidence: input_dim, and the smallest and largest number that is fed.

Remedy: feed whole numbers from 0, with an input_dim of the largest plus 1; feed measured numbers to Dense.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import quoted
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import ArrayFacts, Change, DataFacts, Facts, Finding, LayerFacts, ModelFacts

Fault = tuple[str, str, list[Change], float]


def check(facts: Facts) -> Iterator[Finding]:
    """Find embeddings whose input is no row of their table."""
    if facts.model is None or facts.data is None:
        return
    for layer in facts.model.layers:
        x = _fed(layer, facts.model, facts.data) if layer.kind == "Embedding" else None
        fault = _fault(layer, x) if x is not None else None
        if fault is None or x is None:
            continue
        cause, remedy, changes, confidence = fault
        evidence = [
            f"{x.name} goes from {number(x.minimum)} to {number(x.maximum)} and is of type {x.dtype}."
        ]
        if facts.raised is not None and "indices" in facts.raised.message:
            evidence.append(quoted(facts.raised))
        yield RULE.found(
            cause, evidence=evidence, remedy=remedy, changes=changes, confidence=confidence, layer=layer.name
        )


def _fed(layer: LayerFacts, model: ModelFacts, data: DataFacts) -> ArrayFacts | None:
    """Find the array that goes straight into a layer, where that can be told."""
    if len(data.x) == 1:
        first = model.layers.index(layer) == 0 or model.layers[0].kind == "InputLayer"
        straight = first and len(model.inputs) <= 1
        return data.x[0] if straight and not data.x[0].text else None
    sides = layer.input_shape or layer.output_shape[:-1]
    fitting = [x for x in data.x if x.shape[1:] == sides and not x.text]
    return fitting[0] if len(fitting) == 1 and sides else None


def _fault(layer: LayerFacts, x: ArrayFacts) -> Fault | None:
    rows = layer.settings.get("input_dim")
    if not isinstance(rows, int) or isinstance(rows, bool) or x.samples == 0:
        return None
    table = f"the table of the Embedding {layer.name!r} has rows 0 to {rows - 1:,}"
    if not x.whole and x.maximum > x.minimum:
        return (
            (
                f"The Embedding {layer.name!r} is fed numbers that are not whole, such as "
                f"{number(x.minimum)}, but it looks up rows by whole numbers."
            ),
            "Feed an Embedding whole numbers from 0; feed measured features to a Dense layer.",
            [Change("remove_layer", {"layer": layer.name})],
            0.97,
        )
    if x.minimum < 0.0:
        return (
            f"{x.name} goes down to {number(x.minimum)}, but {table}.",
            "Number the entries from 0.",
            [],
            0.97,
        )
    if x.maximum >= rows:
        return (
            f"{x.name} goes up to {number(x.maximum)}, but {table}.",
            f"Give the Embedding input_dim={number(x.maximum + 1).replace(',', '')}.",
            [Change("width", {"layer": layer.name, "units": _next(x.maximum)})],
            0.98,
        )
    if x.two_valued and len(x.shape) == 2 and x.shape[1] == rows and rows > 2:  # noqa: PLR2004
        return (
            (
                f"{x.name} holds rows of 0 and 1, one column for each entry, but an Embedding expects "
                "the numbers of the entries."
            ),
            "Feed the numbers of the entries, or use a Dense layer instead of the Embedding.",
            [],
            0.8,
        )
    return None


def _next(largest: float) -> int:
    return int(min(largest, 2**31)) + 1


RULE = Rule(
    code="HN039",
    name="ids-outside-the-embedding",
    title="An Embedding that is fed something else than its numbers",
    passed="What an Embedding is fed are rows of its table, or there is no Embedding.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("loss is nan", "always the same answer", "accuracy does not rise", "fit raises an error"),
    explains=("HN050",),
)
