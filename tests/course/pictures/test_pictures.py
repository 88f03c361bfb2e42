"""Pictures refuse what they cannot draw, and the small constructors count and cut as they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    Boundary,
    ConfusionMatrix,
    DiagramLayer,
    Images,
    NetworkDiagram,
    Scatter,
    Surface,
    Table,
    WeightImages,
    histogram,
    network,
    spread,
)
from handsonn.errors import UsageError

PLANE = {"x": Axis("x1", low=0, high=1), "y": Axis("x2", low=0, high=1)}
OPEN = {"x": Axis("x1"), "y": Axis("x2", low=0, high=1)}
POINTS = np.zeros((3, 2))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Bars(x=Axis("x"), y=Axis("y"), names=("a", "b"), sets=(BarSet(np.ones(3)),)),
            "3 values for 2 bars",
        ),
        (
            lambda: Bars(x=Axis("x"), y=Axis("y"), edges=np.arange(3), sets=(BarSet(np.ones(3)),)),
            "3 values for 2 bars",
        ),
        (
            lambda: ConfusionMatrix(counts=np.eye(3), class_names=("a", "b")),
            r"shape \(2, 2\), not \(3, 3\)",
        ),
        (lambda: Images(pixels=np.zeros((2, 8))), r"not \(2, 8\)"),
        (lambda: Images(pixels=np.zeros((2, 8, 8, 4))), r"not \(2, 8, 8, 4\)"),
        (lambda: Images(pixels=np.zeros((2, 8, 8)), captions=("a",)), "2 images got 1 captions"),
        (lambda: Images(pixels=np.zeros((1, 8, 8)), marks=("right", "wrong")), "1 images got 2 marks"),
        (lambda: WeightImages(weights=np.zeros((8, 8))), r"not \(8, 8\)"),
        (lambda: WeightImages(weights=np.zeros((2, 8, 8)), captions=("a",)), "2 units got 1 captions"),
        (lambda: Boundary(field=np.zeros(4), **PLANE), r"not \(4,\)"),
        (lambda: Boundary(field=np.zeros((2, 4, 4)), **PLANE), "2 frames got 0 names"),
        (lambda: Boundary(field=np.zeros((4, 4)), **OPEN), "low and high on both axes"),
        (lambda: Boundary(field=np.zeros((4, 4)), labels=np.zeros(2), **PLANE), "0 points got 2 labels"),
        (
            lambda: Boundary(field=np.zeros((4, 4)), points=POINTS, held_out=np.zeros(2), **PLANE),
            "3 points got 2 held_out",
        ),
        (lambda: Surface(values=np.zeros(4), value=Axis("loss"), **PLANE), r"not \(4,\)"),
        (lambda: Surface(values=np.zeros((4, 4)), value=Axis("loss"), **OPEN), "low and high on both axes"),
        (lambda: Scatter(points=np.zeros((3, 3)), **OPEN), r"not \(3, 3\)"),
        (lambda: Scatter(points=POINTS, labels=np.zeros(2), **OPEN), "3 points got 2 labels"),
        (lambda: Scatter(points=POINTS, values=np.zeros(4), **OPEN), "3 points got 4 values"),
        (lambda: Scatter(points=POINTS, captions=("a",), **OPEN), "3 points got 1 captions"),
        (lambda: Scatter(points=POINTS, images=np.zeros((1, 8, 8)), **OPEN), "3 points got 1 images"),
        (lambda: Table(columns=("a", "b"), rows=((1, 2), (3,))), "row 1 of a table has 1 entries for 2"),
        (lambda: network(["in"], [np.zeros((2, 3))]), "names of 2 layers, not 1"),
        (
            lambda: NetworkDiagram(
                layers=(DiagramLayer("in", 2, 2), DiagramLayer("out", 1, 1)), weights=(np.zeros((1, 2)),)
            ),
            r"weights of shapes \[\(2, 1\)\], not \[\(1, 2\)\]",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_both_sizes(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        make()


def test_bars_of_seeds_are_medians_with_whiskers_to_the_extremes() -> None:
    bars = spread(np.array([[1.0, 10.0], [2.0, 30.0], [9.0, 20.0]]))
    assert bars.low is not None
    assert bars.high is not None
    assert (bars.values.tolist(), bars.low.tolist(), bars.high.tolist()) == ([2, 20], [1, 10], [9, 30])


def test_a_histogram_counts_each_finite_sample_once_on_common_edges() -> None:
    first, second = np.array([[0.0, 0.4], [1.0, np.nan]]), np.array([1.9, 2.0, np.inf])
    bars = histogram(Axis("weight"), [first, second], names=("before", "after"), bins=2)
    assert bars.edges is not None
    assert bars.edges.tolist() == [0, 1, 2]
    assert [one.values.tolist() for one in bars.sets] == [[2, 1], [0, 2]]
    assert [(one.name, one.colour) for one in bars.sets] == [("before", "blue"), ("after", "orange")]


def test_a_histogram_of_nothing_has_empty_bars() -> None:
    bars = histogram(Axis("weight"), [np.array([np.nan])], bins=4)
    assert bars.sets[0].values.tolist() == [0, 0, 0, 0]


def test_a_diagram_draws_the_first_units_and_knows_how_many_there_are() -> None:
    first, second = np.arange(60.0).reshape(20, 3), np.arange(6.0).reshape(3, 2)
    diagram = network(
        ["pixels", "hidden", "classes"],
        [first, second],
        biases=[np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0])],
        activations=[np.arange(20.0)],
        unit_names=[[f"pixel {index}" for index in range(20)]],
        most_units=2,
    )
    assert [(one.units, one.drawn) for one in diagram.layers] == [(20, 2), (3, 2), (2, 2)]
    assert [one.tolist() for one in diagram.weights] == [[[0, 1], [3, 4]], [[0, 1], [2, 3]]]
    biases = [None if one.biases is None else one.biases.tolist() for one in diagram.layers]
    assert biases == [None, [1, 2], [4, 5]]
    pixels = diagram.layers[0]
    assert pixels.unit_names == ("pixel 0", "pixel 1")
    assert pixels.activations is not None
    assert pixels.activations.tolist() == [0, 1]


def test_the_fields_of_units_are_scaled_around_zero_each_by_its_own() -> None:
    fields = np.array([[[-2.0, 0.0, 1.0]], [[0.0, 0.0, 0.0]]])
    diagram = network(["in", "out"], [np.zeros((2, 1))], fields=[fields])
    drawn = diagram.layers[0].fields
    assert drawn is not None
    assert drawn.tolist() == [[[0, 128, 191]], [[128, 128, 128]]]
