"""Hypothesis strategies for any valid Facts: None parts, no layers, unknown shapes, NaN, empty and huge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from strategies import FLOATS, TEXT

from handsonn.records import (
    ArrayFacts,
    DataFacts,
    Facts,
    FitFacts,
    LadderFacts,
    LayerFacts,
    LayerRunFacts,
    ModelFacts,
    OptimizerFacts,
    OrderFacts,
    OutputFacts,
    PredictionFacts,
    RaisedFacts,
    RateTrial,
    RowFacts,
    RunFacts,
)

NAMES = st.sampled_from(["dense", "dense_1", "embedding", "input", "outer/inner", ""])
KINDS = st.sampled_from(
    [
        "Dense",
        "Conv2D",
        "Flatten",
        "Dropout",
        "BatchNormalization",
        "Embedding",
        "LSTM",
        "InputLayer",
        "Activation",
        "Normalization",
        "MaxPooling2D",
        "Mine",
    ]
)
ACTIVATIONS = st.sampled_from(["", "linear", "relu", "sigmoid", "tanh", "softmax", "exponential", "mine"])
LOSSES = st.sampled_from(
    [
        "",
        "mean_squared_error",
        "mean_absolute_error",
        "binary_crossentropy",
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "poisson",
        "hinge",
        "huber",
        "mine",
    ]
)
METRICS = st.lists(st.sampled_from(["accuracy", "Accuracy", "binary_accuracy", "auc"]), max_size=2).map(tuple)
COUNTS = st.one_of(st.integers(0, 5), st.sampled_from([20, 1000, 10**9]))
NUMBERS = st.one_of(
    FLOATS, st.sampled_from([0.0, 1.0, -1.0, 255.0, 1e-12, 1e300, float("nan"), float("inf")])
)
SHARES = st.dictionaries(st.sampled_from(["0", "1", "2", "cat"]), NUMBERS, max_size=3)
SHAPES = st.lists(st.one_of(st.none(), st.integers(1, 5), st.just(784)), max_size=3).map(tuple)
SETTINGS = st.dictionaries(
    st.sampled_from(
        ["rate", "input_dim", "stateful", "kernel_initializer", "kernel_regularizer", "momentum"]
    ),
    st.one_of(
        NUMBERS,
        st.integers(-1, 100),
        st.booleans(),
        st.none(),
        TEXT,
        st.sampled_from(["zeros", "random_normal(stddev=1.0)", "l2(0.01)", "l2(", "l1_l2(nan, 1)"]),
    ),
    max_size=3,
)

layers = st.builds(
    LayerFacts,
    name=NAMES,
    kind=KINDS,
    units=COUNTS,
    activation=ACTIVATIONS,
    input_shape=SHAPES,
    output_shape=SHAPES,
    parameters=COUNTS,
    trainable=st.booleans(),
    settings=SETTINGS,
    inbound=st.lists(NAMES, max_size=2).map(tuple),
)
outputs = st.builds(
    OutputFacts,
    name=NAMES,
    layer=NAMES,
    shape=SHAPES,
    activation=ACTIVATIONS,
    before=ACTIVATIONS,
    loss=LOSSES,
    from_logits=st.booleans(),
    own_loss=st.booleans(),
    metrics=METRICS,
)
optimizers = st.builds(
    OptimizerFacts,
    name=st.sampled_from(["Adam", "SGD", "Mine"]),
    learning_rate=st.floats(1e-9, 1e3),
    momentum=NUMBERS,
    schedule=st.sampled_from(["", "CosineDecay"]),
    clips=st.booleans(),
    weight_decay=NUMBERS,
)
models = st.builds(
    ModelFacts,
    kind=st.sampled_from(["Sequential", "Functional", "subclass"]),
    layers=st.lists(layers, max_size=4).map(tuple),
    inputs=st.lists(SHAPES, max_size=2).map(tuple),
    outputs=st.lists(outputs, max_size=2).map(tuple),
    optimizer=st.none() | optimizers,
    parameters=COUNTS,
    trainable_parameters=COUNTS,
    built=st.booleans(),
    compiled=st.booleans(),
)


def _moments() -> st.SearchStrategy[Any]:
    sizes = st.integers(0, 3)
    return sizes.flatmap(lambda size: arrays.arrays(np.float64, (size,), elements=NUMBERS))


def _whole_tuples(elements: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(elements, max_size=4).map(tuple)


arrays_of_samples = st.builds(
    ArrayFacts,
    name=st.sampled_from(["x", "y"]),
    shape=_whole_tuples(COUNTS),
    dtype=st.sampled_from(["float32", "int64", "object", "<U3", ""]),
    given_as=st.sampled_from(["array", "list", "DataFrame", "dataset", "generator"]),
    nan=COUNTS,
    infinite=COUNTS,
    minimum=NUMBERS,
    maximum=NUMBERS,
    mean=NUMBERS,
    deviation=NUMBERS,
    feature_minimum=_moments(),
    feature_maximum=_moments(),
    feature_mean=_moments(),
    feature_deviation=_moments(),
    whole=st.booleans(),
    values=_whole_tuples(NUMBERS),
    counts=_whole_tuples(COUNTS),
    distinct=COUNTS,
    one_hot=st.booleans(),
    two_valued=st.booleans(),
    class_counts=_whole_tuples(COUNTS),
    text=st.booleans(),
)
orders = st.builds(
    OrderFacts,
    changes=COUNTS,
    expected_changes=NUMBERS,
    last_rows=COUNTS,
    first_shares=SHARES,
    last_shares=SHARES,
)
rows = st.builds(
    RowFacts,
    repeated=NUMBERS,
    contradicting=NUMBERS,
    shared=st.none() | NUMBERS,
    nearly_shared=st.none() | NUMBERS,
    telling_feature=st.integers(-1, 3),
    telling_score=NUMBERS,
    guess_score=NUMBERS,
    all_score=st.none() | NUMBERS,
    neighbours_agree=st.none() | NUMBERS,
    next_score=st.none() | NUMBERS,
)
_SETS = st.lists(arrays_of_samples, max_size=2).map(tuple)


def _one_hot_has_columns(data: DataFacts) -> bool:
    """Keep what ArrayFacts promises: only a (samples, k > 1) array is one-hot."""
    found = (*data.x, *data.y, *data.validation_x, *data.validation_y)
    return all(len(array.shape) == 2 and array.shape[1] > 1 for array in found if array.one_hot)


datas = st.builds(
    DataFacts,
    x=_SETS,
    y=_SETS,
    validation=st.sampled_from(["none", "data", "split"]),
    validation_x=_SETS,
    validation_y=_SETS,
    apart=_whole_tuples(NUMBERS),
    order=st.none() | orders,
    rows=st.none() | rows,
).filter(_one_hot_has_columns)
fits = st.builds(
    FitFacts,
    samples=COUNTS,
    batch_size=COUNTS,
    epochs=COUNTS,
    steps=COUNTS,
    validation_split=NUMBERS,
    shuffle=st.booleans(),
    class_weight=st.booleans(),
    sample_weight=st.booleans(),
    called=st.booleans(),
    callbacks=st.lists(st.sampled_from(["EarlyStopping", "Mine"]), max_size=2).map(tuple),
)
raiseds = st.builds(
    RaisedFacts,
    kind=st.sampled_from(["ValueError", "KeyError", "", "StopIteration"]),
    message=st.one_of(
        TEXT,
        st.sampled_from(
            [
                "Invalid dtype: object",
                "Argument(s) not recognized: {'lr'",
                "No module named 'keras.'",
                "'acc'",
                "Expected shape (), but input has incompatible shape ()",
                "Cannot convert '' to a shape",
                "Computed output size would be zero or negative. inputs.shape=[None]",
                "\n\n",
                "target.shape=(",
                "Data cardinality is ambiguous",
                "Could not interpret loss identifier: \x00",
            ]
        ),
    ),
    during=st.sampled_from(["import", "build", "compile", "fit", "predict", "script"]),
    line=st.integers(0, 9),
    code=TEXT,
)
layer_runs = st.builds(
    LayerRunFacts,
    name=NAMES,
    silent_before=NUMBERS,
    silent_after=NUMBERS,
    saturated=NUMBERS,
    deviation=NUMBERS,
    gradient=NUMBERS,
    update=NUMBERS,
    moved=st.booleans(),
    unit_silence=_whole_tuples(st.booleans()),
)
predictions = st.builds(
    PredictionFacts,
    constant=st.booleans(),
    minimum=NUMBERS,
    maximum=NUMBERS,
    shares=SHARES,
    recalls=SHARES,
    score_name=st.sampled_from(["", "accuracy", "R2"]),
    score=st.none() | NUMBERS,
    held_out_score=st.none() | NUMBERS,
    training_loss=st.none() | NUMBERS,
    evaluated_loss=st.none() | NUMBERS,
    penalty=NUMBERS,
)
histories = st.dictionaries(
    st.sampled_from(["loss", "val_loss", "accuracy", "val_accuracy"]),
    st.lists(NUMBERS, max_size=6).map(tuple),
    max_size=3,
)
runs = st.builds(
    RunFacts,
    history=histories,
    loss_at_start=st.none() | NUMBERS,
    expected_at_start=st.none() | NUMBERS,
    layers=_whole_tuples(layer_runs),
    predictions=st.none() | predictions,
    watched=st.booleans(),
    seconds=NUMBERS,
)
trials = st.builds(RateTrial, learning_rate=NUMBERS, before=NUMBERS, after=NUMBERS)
ladders = st.builds(
    LadderFacts,
    score_name=st.sampled_from(["accuracy", "R2"]),
    constant_score=st.none() | NUMBERS,
    linear_score=st.none() | NUMBERS,
    network_score=st.none() | NUMBERS,
    rates=_whole_tuples(trials),
    few_samples_score=st.none() | NUMBERS,
    few_samples_rate=st.none() | NUMBERS,
    shuffled_score=st.none() | NUMBERS,
    longer_score=st.none() | NUMBERS,
    seed_spread=st.none() | NUMBERS,
)
any_facts = st.builds(
    Facts,
    model=st.none() | models,
    data=st.none() | datas,
    fit=st.none() | fits,
    raised=st.none() | raiseds,
    run=st.none() | runs,
    ladder=st.none() | ladders,
)
"""Any valid facts, with any of their parts missing."""


def _eight() -> st.SearchStrategy[Any]:
    return arrays.arrays(np.float64, (8,), elements=NUMBERS)


def _labels(shape: tuple[int, ...], **given: Any) -> st.SearchStrategy[ArrayFacts]:
    values = (
        st.lists(st.sampled_from([-1.0, 0.0, 1.0, 2.0, 7.5]), unique=True, max_size=4).map(sorted).map(tuple)
    )
    return st.builds(
        ArrayFacts,
        name=st.just("y"),
        shape=st.just(shape),
        dtype=st.just("float32"),
        minimum=NUMBERS,
        maximum=NUMBERS,
        mean=NUMBERS,
        deviation=NUMBERS,
        whole=st.booleans(),
        values=values,
        counts=_whole_tuples(COUNTS),
        distinct=COUNTS,
        two_valued=st.booleans(),
        class_counts=_whole_tuples(COUNTS),
        **given,
    )


_table = st.builds(
    ArrayFacts,
    name=st.just("x"),
    shape=st.sampled_from([(1000, 8), (60, 8), (1, 8), (1000, 8, 8)]),
    dtype=st.sampled_from(["float32", "uint8", "object"]),
    nan=st.sampled_from([0, 0, 0, 3]),
    minimum=NUMBERS,
    maximum=NUMBERS,
    mean=NUMBERS,
    deviation=NUMBERS,
    feature_minimum=_eight(),
    feature_maximum=_eight(),
    feature_mean=_eight(),
    feature_deviation=_eight(),
    whole=st.booleans(),
    two_valued=st.booleans(),
)
_column = st.one_of(
    _labels((1000,)), _labels((1000, 1)), _labels((1000, 3)), _labels((1000, 3), one_hot=st.just(True))
)
_output = outputs.flatmap(
    lambda output: st.sampled_from([(1,), (3,), (5,), (4, 3)]).map(lambda shape: replace(output, shape=shape))
)
_model = models.flatmap(
    lambda model: _output.map(lambda output: replace(model, outputs=(output,), inputs=((8,),)))
)
_data = st.builds(
    DataFacts,
    x=_table.map(lambda table: (table,)),
    y=_column.map(lambda column: (column,)),
    validation=st.sampled_from(["none", "data", "split"]),
    validation_x=_table.map(lambda table: (table,)),
    validation_y=_column.map(lambda column: (column,)),
    order=st.none() | orders,
    rows=st.none() | rows,
)
likely_facts = st.builds(
    Facts,
    model=_model,
    data=_data,
    fit=st.none() | fits,
    raised=st.none() | raiseds,
    run=st.none() | runs,
    ladder=st.none() | ladders,
)
"""Facts of one input, one output and one target that belong together, with odd numbers in them."""
