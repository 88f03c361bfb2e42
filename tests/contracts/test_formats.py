"""Each format, on each kind of network: what is read back predicts what was saved, to 1e-6."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnxruntime
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from model_family import FAMILY, made, predictions, samples

from handsonn.errors import FormatError, HandsonnError
from handsonn.models.formats import FORMATS, load_model, model_from_yaml, save, to_yaml
from handsonn.models.formats.architecture import build_model
from handsonn.models.formats.json import parse

quick = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def networks() -> dict[str, Any]:
    return {name: made(name) for name in FAMILY}


def read_back(name: str, stem: Path) -> Any:
    path = stem.with_name(stem.name + FORMATS[name].suffixes[0])
    if name in {"json", "yaml"}:
        return load_model(path, weights=stem.with_name(f"{stem.name}.weights.h5"))
    return load_model(path, notify=lambda _sentence: None)


@pytest.mark.parametrize("network", FAMILY)
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "onnx"])
def test_what_is_read_back_predicts_the_same(
    networks: dict[str, Any], network: str, name: str, tmp_path: Path
) -> None:
    model = networks[network]
    save(model, tmp_path / "net", ["json", "weights", name])
    x = samples(model)
    for found, expected in zip(
        predictions(read_back(name, tmp_path / "net"), x), predictions(model, x), strict=True
    ):
        np.testing.assert_allclose(found, expected, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("network", FAMILY)
def test_another_runtime_predicts_the_same_from_onnx(
    networks: dict[str, Any], network: str, tmp_path: Path
) -> None:
    model = networks[network]
    if network == "variational":
        with pytest.raises(FormatError, match=r"layer 'code' \(Sampling\) cannot be exported to ONNX"):
            save(model, tmp_path / "net", "onnx")
        return
    path = save(model, tmp_path / "net", "onnx")[0]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for count in (1, 7):
        x = samples(model, count)
        feeds = dict(zip([entry.name for entry in session.get_inputs()], x, strict=True))
        for found, expected in zip(session.run(None, feeds), predictions(model, x), strict=True):
            np.testing.assert_allclose(found, expected, atol=2e-6, rtol=1e-5)


@pytest.mark.parametrize("network", FAMILY)
def test_json_and_yaml_hold_the_same_tree(networks: dict[str, Any], network: str) -> None:
    model = networks[network]
    assert yaml.safe_load(to_yaml(model)) == json.loads(model.to_json())


@pytest.mark.parametrize("network", FAMILY)
def test_keras_itself_reads_our_json(networks: dict[str, Any], network: str, tmp_path: Path) -> None:
    text = save(networks[network], tmp_path / "net", "json")[0].read_text(encoding="utf-8")
    assert keras.models.model_from_json(text).count_params() == networks[network].count_params()


LAYERS = st.one_of(
    st.builds(
        partial,
        st.just(keras.layers.Dense),
        st.integers(1, 5),
        activation=st.sampled_from(["relu", "tanh", "selu", "gelu", "softplus", None]),
        use_bias=st.booleans(),
        kernel_initializer=st.sampled_from(["he_normal", "orthogonal", "zeros"]),
        kernel_regularizer=st.sampled_from([None, "l1", "l2"]),
    ),
    st.builds(partial, st.just(keras.layers.Dropout), st.floats(0, 0.9), seed=st.integers(0, 2**31)),
    st.builds(
        partial,
        st.just(keras.layers.BatchNormalization),
        momentum=st.sampled_from([0.5, 0.9]),
        scale=st.booleans(),
    ),
    st.builds(partial, st.just(keras.layers.LeakyReLU), negative_slope=st.floats(0, 1, width=32)),
)


@quick
@given(st.lists(LAYERS, min_size=1, max_size=4), st.integers(1, 4))
def test_any_small_network_comes_back_from_yaml(stack: list[Any], features: int) -> None:
    model = keras.Sequential([keras.Input((features,)), *(make() for make in stack)])
    again = model_from_yaml(to_yaml(model))
    assert json.loads(again.to_json())["config"] == json.loads(model.to_json())["config"]


TEXT = json.dumps(json.loads(made("mlp").to_json()))


@quick
@given(st.data())
def test_of_a_mutated_json_only_sentences_escape(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    length = data.draw(st.integers(0, 12))
    text = TEXT[:start] + data.draw(st.text(max_size=6)) + TEXT[start + length :]
    try:
        build_model(parse(text, "x.json"), "x.json")
    except HandsonnError as error:
        assert str(error).strip()  # noqa: PT017 - most mutations fail, some do not


def _paths(tree: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    for key, value in (
        tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    ):
        yield from _paths(value, (*here, key))


PATHS = [path for path in _paths(json.loads(TEXT)) if path]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.just({}),
    st.just([]),
    st.just([[0]]),
)


@quick
@given(st.sampled_from(PATHS), JUNK)
def test_of_a_tree_with_one_wrong_value_only_sentences_escape(path: tuple[Any, ...], junk: Any) -> None:
    tree = json.loads(TEXT)
    place = tree
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = junk
    try:
        build_model(tree, "x.json")
    except HandsonnError as error:
        assert str(error).strip()  # noqa: PT017 - most mutations fail, some do not


@quick
@given(st.text(max_size=200))
def test_of_any_text_as_yaml_only_sentences_escape(text: str) -> None:
    with pytest.raises(FormatError):
        model_from_yaml(text)
