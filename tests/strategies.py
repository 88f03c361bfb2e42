"""Hypothesis strategies for records, shared by all tests."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from handsonn.records import (
    ClassificationReport,
    ClassScore,
    Column,
    ConfusionMatrix,
    DataCard,
    EpochFacts,
    Preparation,
    RegressionReport,
    RunRecord,
    Score,
    UnlabelledReport,
)

# Any text at all, lone surrogates (a file name that is no Unicode) included.
TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
FLOATS = st.floats(width=64)
COUNTS = st.integers(0, 10**12)
NAMES = st.lists(TEXT, max_size=4).map(tuple)
SETTINGS = st.one_of(
    st.booleans(),
    st.integers(),
    FLOATS,
    TEXT,
    st.sampled_from(["nan", "inf", "-inf", "null", "1", "true"]),
    st.none(),
    st.lists(st.integers(), min_size=1, max_size=3).map(tuple),
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
)


def number_arrays(**options: Any) -> st.SearchStrategy[Any]:
    """Arrays of every numeric type that a record may hold, of up to three dimensions."""
    kinds = st.sampled_from(["bool", "int8", "uint8", "int64", "uint64", "float16", "float32", "float64"])
    shapes = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    return kinds.flatmap(lambda kind: arrays.arrays(np.dtype(kind), shapes, **options))


scores = st.builds(
    Score,
    name=TEXT,
    value=FLOATS,
    low=FLOATS,
    high=FLOATS,
    baseline=FLOATS,
    baseline_name=TEXT,
    higher_is_better=st.booleans(),
    level=FLOATS,
)
class_scores = st.builds(ClassScore, name=TEXT, precision=FLOATS, recall=FLOATS, f1=FLOATS, samples=COUNTS)
columns = st.builds(Column, name=TEXT, kind=st.sampled_from(["number", "category"]), categories=NAMES)
confusions = st.builds(ConfusionMatrix, counts=number_arrays(), class_names=NAMES)
reports = st.one_of(
    st.builds(
        ClassificationReport,
        scores=st.lists(scores, max_size=3).map(tuple),
        classes=st.lists(class_scores, max_size=3).map(tuple),
        confusion=confusions,
        samples=COUNTS,
    ),
    st.builds(
        RegressionReport,
        scores=st.lists(scores, max_size=3).map(tuple),
        residuals=number_arrays(),
        targets=number_arrays(),
        target_name=TEXT,
        samples=COUNTS,
    ),
    st.builds(
        UnlabelledReport,
        class_names=NAMES,
        predicted_counts=st.lists(COUNTS, max_size=4).map(tuple),
        confidence_quantiles=st.lists(FLOATS, max_size=7).map(tuple),
        samples=COUNTS,
    ),
)
tasks = st.sampled_from(["classification", "regression", "unlabelled"])
kinds = st.sampled_from(["tabular", "image", "signal", "series"])
shapes = st.lists(st.integers(0, 10**6), max_size=3).map(tuple)
preparations = st.builds(
    Preparation,
    task=tasks,
    kind=kinds,
    sample_shape=shapes,
    scaler=st.sampled_from(["none", "minmax", "standard", "normalization"]),
    multiply=number_arrays(),
    add=number_arrays(),
    feature_names=NAMES,
    columns=st.lists(columns, max_size=2).map(tuple),
    class_names=NAMES,
    target_name=TEXT,
    missing=st.sampled_from(["refuse", "mean", "median", "most_frequent"]),
    fill_values=st.lists(FLOATS, max_size=3).map(tuple),
)
data_cards = st.builds(
    DataCard,
    name=TEXT,
    task=tasks,
    kind=kinds,
    samples=COUNTS,
    train_samples=COUNTS,
    validation_samples=COUNTS,
    test_samples=COUNTS,
    sample_shape=shapes,
    source=TEXT,
    licence=TEXT,
    fingerprint=TEXT,
    split_method=TEXT,
    duplicates=COUNTS,
    note=TEXT,
    options=st.none() | st.dictionaries(TEXT, TEXT, max_size=2),
)
histories = st.dictionaries(TEXT, st.lists(FLOATS, max_size=3).map(tuple), max_size=2)
epochs = st.builds(
    EpochFacts, epoch=COUNTS, metrics=st.dictionaries(TEXT, FLOATS, max_size=3), seconds=FLOATS
)
runs = st.builds(
    RunRecord,
    name=TEXT,
    created=TEXT,
    data=data_cards,
    settings=st.dictionaries(TEXT, SETTINGS, max_size=4),
    seed=st.integers(),
    versions=st.dictionaries(TEXT, TEXT, max_size=2),
    history=histories,
    report=st.none() | reports,
    preparation=preparations,
    parameters=COUNTS,
    seconds=FLOATS,
    ended=TEXT,
    engine=TEXT,
)
records = st.one_of(
    scores, class_scores, columns, confusions, reports, preparations, data_cards, epochs, runs
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
