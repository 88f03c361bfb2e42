from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from handsonn.errors import FormatError
from handsonn.models.formats import load_model, save


def small(features: int = 4, units: int = 3, *more: Any) -> Any:
    layers = [keras.Input((features,)), keras.layers.Dense(units, name="hidden"), *more]
    model = keras.Sequential(layers, name="small")
    model.compile("adam", "mse")
    return model


def same_weights(first: Any, second: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first.get_weights(), second.get_weights(), strict=True))


def test_an_architecture_alone_loads_and_says_that_it_is_untrained(tmp_path: Path) -> None:
    said: list[str] = []
    save(small(), tmp_path / "x", "json")
    assert load_model(tmp_path / "x.json", notify=said.append).output_shape == (None, 3)
    (sentence,) = said
    assert sentence.startswith(
        "x.json holds an architecture without weights, so the weights are new and untrained"
    )
    assert sentence.endswith("load_model('x.json', weights='x.weights.h5') fills them.")


def test_without_a_listener_a_warning_says_so(tmp_path: Path) -> None:
    save(small(), tmp_path / "x", "yaml")
    with pytest.warns(UserWarning, match="new and untrained"):
        load_model(tmp_path / "x.yaml")


def test_weights_that_lie_beside_an_architecture_are_named(tmp_path: Path) -> None:
    said: list[str] = []
    save(small(), tmp_path / "x", ["yaml", "weights"])
    load_model(tmp_path / "x.yaml", notify=said.append)
    assert "x.weights.h5 lies beside it" in said[0]


@pytest.mark.parametrize("beside", ["json", "yaml"])
def test_weights_alone_take_the_architecture_beside_them(tmp_path: Path, beside: str) -> None:
    said: list[str] = []
    model = small()
    save(model, tmp_path / "x", [beside, "weights"])
    assert same_weights(load_model(tmp_path / "x.weights.h5", notify=said.append), model)
    assert said == [f"x.weights.h5 holds weights alone; the architecture comes from x.{beside} beside it."]


def test_weights_without_an_architecture_say_what_is_missing(tmp_path: Path) -> None:
    save(small(), tmp_path / "x", "weights")
    with pytest.raises(FormatError, match=r"weights without an architecture; give also .*'x.json', weights="):
        load_model(tmp_path / "x.weights.h5")


def test_two_weights_make_no_model(tmp_path: Path) -> None:
    path = save(small(), tmp_path / "x", "weights")[0]
    with pytest.raises(FormatError, match="are weights; one architecture is needed"):
        load_model(path, weights=path)


def test_weights_of_another_width_name_the_layer_and_both_shapes(tmp_path: Path) -> None:
    save(small(4, 3), tmp_path / "x", ["json"])
    weights = save(small(4, 2), tmp_path / "y", "weights")[0]
    with pytest.raises(FormatError, match=r"hidden/kernel has the shape \(4, 3\), the file's has \(4, 2\)"):
        load_model(tmp_path / "x.json", weights=weights)


def test_weights_of_a_deeper_network_are_not_cut_off_in_silence(tmp_path: Path) -> None:
    save(small(), tmp_path / "x", "json")
    deeper = small(4, 3, keras.layers.Dense(5))
    weights = save(deeper, tmp_path / "y", "weights")[0]
    with pytest.raises(FormatError, match=r"holds 35 weights in 4 arrays, but the model 'small' takes 15"):
        load_model(tmp_path / "x.json", weights=weights)


def test_weights_of_a_shallower_network_name_the_layer_left_empty(tmp_path: Path) -> None:
    save(small(4, 3, keras.layers.Dense(5, name="extra")), tmp_path / "x", "json")
    weights = save(small(), tmp_path / "y", "weights")[0]
    with pytest.raises(FormatError, match=r"layer 'extra' has 2 arrays of weights, the file holds 0"):
        load_model(tmp_path / "x.json", weights=weights)


def test_a_model_that_is_not_built_takes_no_weights(tmp_path: Path) -> None:
    save(keras.Sequential([keras.layers.Dense(3)]), tmp_path / "x", "json")
    weights = save(small(), tmp_path / "y", "weights")[0]
    with pytest.raises(FormatError, match=r"is not built yet, so no weights fit it"):
        load_model(tmp_path / "x.json", weights=weights)


def test_a_weights_file_has_its_own_ending(tmp_path: Path) -> None:
    save(small(), tmp_path / "x", "json")
    with pytest.raises(FormatError, match=r"use old.weights.h5 in place of old.h5"):
        load_model(tmp_path / "x.json", weights=tmp_path / "old.h5")
    with pytest.raises(FormatError, match=r"x.json is no file of weights"):
        load_model(tmp_path / "x.json", weights=tmp_path / "x.json")


def test_a_plain_h5_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "model.h5").write_bytes(b"x")
    with pytest.raises(FormatError, match=r"use model.weights.h5 in place of model.h5"):
        load_model(tmp_path / "model.h5")


def test_what_is_not_there_or_no_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"there is no file .*nothing.keras"):
        load_model(tmp_path / "nothing.keras")
    with pytest.raises(FormatError, match="is a folder; give the file of a model"):
        load_model(tmp_path)
    (tmp_path / "model.txt").write_text("")
    with pytest.raises(FormatError, match=r"has no ending that tells its format; models end in .json, .yaml"):
        load_model(tmp_path / "model.txt")


def test_onnx_is_not_read_back(tmp_path: Path) -> None:
    (tmp_path / "x.onnx").write_bytes(b"")
    with pytest.raises(FormatError, match="is for other runtimes and is not read back"):
        load_model(tmp_path / "x.onnx")


def test_text_that_is_no_architecture_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"class_name": ', encoding="utf-8")
    with pytest.raises(FormatError, match=r"x.json is not JSON: .*line 1"):
        load_model(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match=r"x.json is not text"):
        load_model(path)
    with path.open("wb") as file:
        file.truncate(17 * 2**20)
    with pytest.raises(FormatError, match="is larger than 16 MiB"):
        load_model(path)


def test_a_whole_model_goes_on_training_where_it_stopped(tmp_path: Path) -> None:
    x, y = np.ones((8, 4), "float32"), np.ones((8, 3), "float32")
    model = small()
    model.fit(x, y, epochs=2, verbose=0)
    save(model, tmp_path / "x", "keras")
    loaded = load_model(tmp_path / "x.keras")
    assert int(loaded.optimizer.iterations) == int(model.optimizer.iterations) == 2
    model.fit(x, y, verbose=0)
    loaded.fit(x, y, verbose=0)
    assert same_weights(model, loaded)


def test_a_custom_class_must_be_registered_first(tmp_path: Path) -> None:
    class Doubling(keras.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x * 2

    model = keras.Sequential([keras.Input((4,)), Doubling()])
    save(model, tmp_path / "x", "keras")
    with pytest.raises(
        FormatError,
        match=r"Doubling', which is not .*decorate it with @keras.saving.register_keras_serializable",
    ):
        load_model(tmp_path / "x.keras")


def tensorflow_2(layers: list[Any], kind: str = "Sequential", **more: Any) -> str:
    config = {"name": "old", "layers": layers, **more}
    return json.dumps(
        {"class_name": kind, "config": config, "keras_version": "2.5.0", "backend": "tensorflow"}
    )


def old_dense(name: str, units: int, **more: Any) -> dict[str, Any]:
    config = {
        "name": name,
        "trainable": True,
        "dtype": "float32",
        "units": units,
        "activation": "relu",
        "use_bias": True,
        "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}},
        "bias_initializer": {"class_name": "Zeros", "config": {}},
        "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.01}},
        "bias_regularizer": None,
        "activity_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
        **more,
    }
    return {"class_name": "Dense", "config": config}


def old_input(name: str, size: int) -> dict[str, Any]:
    config = {
        "batch_input_shape": [None, size],
        "dtype": "float32",
        "sparse": False,
        "ragged": False,
        "name": name,
    }
    return {"class_name": "InputLayer", "config": config}


def test_a_sequential_of_tensorflow_2_5_loads(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    norm = {"class_name": "BatchNormalization", "config": {"name": "norm", "axis": [1]}}
    path.write_text(
        tensorflow_2([old_input("dense_input", 8), old_dense("dense", 3, batch_input_shape=[None, 8]), norm])
    )
    model = load_model(path, notify=print)
    assert (model.input_shape, model.count_params()) == ((None, 8), 27 + 12)
    assert model.get_layer("dense").kernel_regularizer.l2 == pytest.approx(0.01)


def test_without_an_input_layer_the_first_layers_shape_counts(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(tensorflow_2([old_dense("dense", 3, batch_input_shape=[None, 8])]))
    assert load_model(path, notify=print).input_shape == (None, 8)


def test_the_oldest_layout_is_a_list_of_layers(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    layers = [old_dense("dense", 3, batch_input_shape=[None, 8])]
    path.write_text(json.dumps({"class_name": "Sequential", "config": layers}))
    assert load_model(path, notify=print).input_shape == (None, 8)


@pytest.mark.parametrize("kind", ["Model", "Functional"])
def test_a_functional_model_of_tensorflow_2_5_loads(tmp_path: Path, kind: str) -> None:
    first = {**old_input("in", 8), "name": "in", "inbound_nodes": []}
    last = {**old_dense("out", 3), "name": "out", "inbound_nodes": [[["in", 0, 0, {}]]]}
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}
    path = tmp_path / "old.json"
    path.write_text(tensorflow_2([first, last], kind, **ends))
    assert load_model(path, notify=print).count_params() == 27


def test_the_yaml_of_tensorflow_2_5_has_tuples(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(
        "backend: tensorflow\n"
        "class_name: Sequential\n"
        "config:\n"
        "  layers:\n"
        "  - class_name: InputLayer\n"
        "    config:\n"
        "      batch_input_shape: !!python/tuple [null, 8]\n"
        "      name: dense_input\n"
        "      ragged: false\n"
        "  - class_name: Dense\n"
        "    config: {name: dense, units: 3, activation: relu}\n"
        "  name: sequential\n"
        "keras_version: 2.5.0\n"
    )
    assert load_model(path, notify=print).count_params() == 27


def test_an_old_layer_that_keras_no_longer_has_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    gone = {"class_name": "ThresholdedReLU", "config": {"name": "gone", "theta": 1.0}}
    path.write_text(tensorflow_2([old_input("in", 8), gone]))
    with pytest.raises(FormatError, match="'gone' is a 'ThresholdedReLU', which is not one of Keras' own"):
        load_model(path)
