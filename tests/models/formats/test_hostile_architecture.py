"""A JSON or YAML file from a stranger executes nothing, opens nothing and fills no memory."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import yaml

from handsonn.errors import FormatError
from handsonn.models.formats import load_model, model_from_yaml
from handsonn.models.formats.architecture import build_model
from handsonn.models.formats.yaml import to_yaml


def honest() -> dict[str, Any]:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu", name="hidden")])
    model.compile("adam", "mse", metrics=["mae"])
    return json.loads(model.to_json())  # type: ignore[no-any-return]


def with_hidden(**changes: Any) -> dict[str, Any]:
    tree = honest()
    tree["config"]["layers"][1].update(changes)
    return tree


def with_argument(**changes: Any) -> dict[str, Any]:
    tree = honest()
    tree["config"]["layers"][1]["config"].update(changes)
    return tree


def a_function(module: str, name: str) -> dict[str, Any]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": name}


def an_object(module: str | None, name: str, **config: Any) -> dict[str, Any]:
    return {"module": module, "class_name": name, "config": config, "registered_name": None}


def test_an_honest_architecture_is_built() -> None:
    assert build_model(honest(), "x.json").get_layer("hidden").units == 3


CLASSES = [
    ("os", "system"),
    ("subprocess", "Popen"),
    ("builtins", "eval"),
    ("keras.utils", "get_file"),
    ("keras.utils", "Sequence"),
    ("keras.callbacks", "CSVLogger"),
    ("keras.src.saving.saving_lib", "H5IOStore"),
    ("keras.src.utils.file_utils", "get_file"),
    ("keras.src.ops.core", "WhileLoop"),
    ("keras.src.export.export_lib", "ExportArchive"),
    ("keras.export", "ExportArchive"),
    ("keras.layers.core", "Dense"),
    ("keras.layers.__class__", "Dense"),
    ("keras.Sequential", "fit"),
    ("numpy", "load"),
    (None, "Dense"),
    (None, "Unheard"),
    ("keras.layers", "Unheard"),
    ("keras.layers", "__builtins__"),
]


@pytest.mark.parametrize(("module", "name"), CLASSES)
def test_a_class_outside_the_building_blocks_is_named_and_refused(module: str | None, name: str) -> None:
    with pytest.raises(
        FormatError, match=r"not one of Keras' own building blocks; if it is your class, decorate"
    ):
        build_model(with_hidden(module=module, class_name=name), "x.json")


@pytest.mark.parametrize("place", ["kernel_initializer", "kernel_regularizer", "kernel_constraint", "dtype"])
def test_the_arguments_of_a_layer_are_checked_too(place: str) -> None:
    with pytest.raises(FormatError, match=r"'hidden' is a 'subprocess.Popen'"):
        build_model(with_argument(**{place: an_object("subprocess", "Popen", args=["true"])}), "x.json")


FUNCTIONS = [
    ("keras.models", "load_model"),
    ("keras.utils", "get_file"),
    ("keras.config", "enable_unsafe_deserialization"),
    ("keras.saving", "load_model"),
    ("keras.activations", "get"),
    ("keras.activations", "deserialize"),
    ("keras.losses", "deserialize"),
    ("keras.ops", "map"),
    ("builtins", "eval"),
    ("os", "system"),
    ("builtins", "deserialize"),
]


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_a_function_that_is_no_activation_loss_or_metric_is_refused(module: str, name: str) -> None:
    with pytest.raises(
        FormatError, match=r"'hidden' calls the function .*which is no activation, loss or metric"
    ):
        build_model(with_argument(activation=a_function(module, name)), "x.json")


def test_compile_settings_are_checked_too() -> None:
    tree = honest()
    tree["compile_config"]["loss"] = a_function("keras.utils", "get_file")
    with pytest.raises(FormatError, match=r"calls the function 'keras.utils.get_file'"):
        build_model(tree, "x.json")
    tree["compile_config"]["loss"] = an_object("os", "system", command="true")
    with pytest.raises(FormatError, match=r"is a 'os.system'"):
        build_model(tree, "x.json")


def test_marshalled_code_is_refused_wherever_it_stands() -> None:
    code = {"class_name": "__lambda__", "config": {"value": "4wAAAA==", "defaults": None, "closure": None}}
    with pytest.raises(FormatError, match="'hidden' is a '__lambda__'"):
        build_model(with_argument(activation=code), "x.json")


@pytest.mark.parametrize("name", ["Lambda", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "TFSMLayer"])
def test_layers_that_run_code_are_refused_by_name(name: str) -> None:
    with pytest.raises(
        FormatError, match=rf"layer 'hidden' is a {name} layer.*load it with allow=\('hidden',\)"
    ):
        build_model(with_hidden(class_name=name, config={"name": "hidden"}), "x.json")


def test_a_lambda_of_the_old_layout_is_refused_too() -> None:
    old = {"class_name": "Lambda", "config": {"name": "evil", "function": ["4wAAAA==", None, None]}}
    tree = {"class_name": "Sequential", "config": {"name": "s", "layers": [old]}, "keras_version": "2.5.0"}
    with pytest.raises(FormatError, match="layer 'evil' is a Lambda layer"):
        build_model(tree, "x.json")


def a_lambda() -> Any:
    layer = keras.layers.Lambda(lambda x: x * 3.0, name="triple", output_shape=(2,))
    return keras.Sequential([keras.Input((2,)), layer])


def test_a_lambda_runs_only_if_it_is_allowed_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(a_lambda().to_json(), encoding="utf-8")
    with pytest.raises(FormatError, match="layer 'triple' is a Lambda layer"):
        load_model(path, notify=print)
    with pytest.raises(FormatError, match="layer 'triple' is a Lambda layer"):
        load_model(path, allow=("another",), notify=print)
    model = load_model(path, allow=("triple",), notify=print)
    assert np.asarray(model(np.array([[1.0, 2.0]], "float32"))).tolist() == [[3.0, 6.0]]


def test_allowing_one_lambda_does_not_allow_code_elsewhere() -> None:
    tree = json.loads(a_lambda().to_json())
    code = tree["config"]["layers"][1]["config"]["function"]
    extra = honest()["config"]["layers"][1]
    extra["config"]["activation"] = copy.deepcopy(code)
    tree["config"]["layers"].append(extra)
    with pytest.raises(FormatError, match="'hidden' is a '__lambda__'"):
        build_model(tree, "x.json", allow=("triple",))


@pytest.mark.parametrize("name", ["StringLookup", "IntegerLookup", "TextVectorization"])
@pytest.mark.parametrize("place", ["/etc/passwd", "http://169.254.169.254/latest/meta-data"])
def test_a_vocabulary_is_a_list_not_a_place(name: str, place: str) -> None:
    config = {"name": "words", "vocabulary": place}
    with pytest.raises(FormatError, match="layer 'words' reads its vocabulary from"):
        build_model(with_hidden(class_name=name, config=config), "x.json")


def test_a_vocabulary_is_no_place_in_disguise() -> None:
    hidden = {"class_name": "__bytes__", "config": {"value": "/etc/passwd"}}
    with pytest.raises(FormatError, match="layer 'words' reads its vocabulary from"):
        build_model(
            with_hidden(class_name="StringLookup", config={"name": "words", "vocabulary": hidden}), "x.json"
        )


def test_arithmetic_on_fixed_numbers_is_not_computed_while_loading() -> None:
    start = keras.Input((4,))
    tree = json.loads(keras.Model(start, keras.ops.tile(start, (1, 2))).to_json())
    assert build_model(copy.deepcopy(tree), "x.json").output_shape == (None, 8)
    (call,) = tree["config"]["layers"][1]["inbound_nodes"]
    call["args"] = [[1.0, 2.0]]
    tree["config"]["layers"][1]["config"]["repeats"] = [10**10]
    with pytest.raises(FormatError, match="'tile' is called on fixed numbers"):
        build_model(tree, "x.json")


@pytest.mark.parametrize("kind", ["object", "O", "<U5", "str", 3, None])
def test_arrays_hold_numbers(kind: Any) -> None:
    array = {"class_name": "__numpy__", "config": {"value": [1.0], "dtype": kind}}
    with pytest.raises(FormatError, match="__numpy__"):
        build_model(with_argument(activation=array), "x.json")


@pytest.mark.parametrize("units", [10**9, 10**12 // 8])
def test_a_gigantic_layer_is_counted_not_built(units: int) -> None:
    with pytest.raises(
        FormatError, match=r"asks for [\d,]+ parameters; handsonn builds models from files up to"
    ):
        build_model(with_argument(units=units), "x.json")


@pytest.mark.parametrize("units", [10**15, 10**40, -(10**15)])
def test_a_number_beyond_any_computer_is_refused(units: int) -> None:
    with pytest.raises(FormatError, match="asks for a size of"):
        build_model(with_argument(units=units), "x.json")


@pytest.mark.parametrize("units", [-3, 0, "many", None, [3], 2.5])
def test_sizes_that_make_no_layer_are_a_sentence(units: Any) -> None:
    with pytest.raises(FormatError, match="not an architecture that Keras can build"):
        build_model(with_argument(units=units), "x.json")


def test_a_layer_is_not_a_model() -> None:
    with pytest.raises(FormatError, match=r"x.json holds a Dense, not a model"):
        build_model(honest()["config"]["layers"][1], "x.json")


@pytest.mark.parametrize("tree", [[], 3, "text", None, [{}]])
def test_the_root_is_an_object(tree: Any) -> None:
    with pytest.raises(FormatError, match="expected an object with class_name and config"):
        build_model(tree, "x.json")


def test_an_object_without_a_class_is_not_a_model() -> None:
    with pytest.raises(FormatError, match=r"(not a model|cannot|can build)"):
        build_model({}, "x.json")


@pytest.mark.parametrize(
    "broken", [{"class_name": 3, "config": {}}, {"class_name": "Dense"}, {"class_name": []}]
)
def test_a_class_name_without_a_config_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match="class_name without a config, or one that is not text"):
        build_model(with_argument(activation=broken), "x.json")


def test_a_module_that_is_no_text_is_refused() -> None:
    with pytest.raises(FormatError, match="not text"):
        build_model(with_hidden(module=["os"]), "x.json")


def test_deep_nesting_is_a_sentence() -> None:
    tree: Any = honest()
    for _ in range(150):
        tree = {"class_name": "Sequential", "config": tree, "module": "keras"}
    with pytest.raises(FormatError, match="nested deeper than 100 levels"):
        build_model(tree, "x.json")


def test_too_many_values_are_a_sentence() -> None:
    with pytest.raises(FormatError, match="more than 300,000 values"):
        build_model(with_argument(activation=[0] * 300_001), "x.json")


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['true']",
        "!!python/object/new:subprocess.Popen [['true']]",
        "!!python/name:os.system",
        "!!python/module:os",
        "a: !!python/object:builtins.eval {}",
        "!mine {a: 1}",
        "{a: {<<: {b: 1}}}",
        "? {a: 1}\n: 2",
        "!!python/tuple {a: 1}",
    ],
)
def test_yaml_makes_no_python_objects(text: str) -> None:
    with pytest.raises(FormatError, match=r"holds what no architecture needs .*nothing of it was run"):
        model_from_yaml(text)


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\t- x", "%YAML 9.9.9\n---\n{}", "a: \x07"])
def test_broken_yaml_is_a_sentence(text: str) -> None:
    with pytest.raises(FormatError, match=r"is not YAML .*was it cut short or edited"):
        model_from_yaml(text)


def test_yaml_dates_and_sets_are_no_part_of_an_architecture() -> None:
    with pytest.raises(FormatError, match="holds a date; an architecture is made of"):
        model_from_yaml("a: 2001-01-01")
    with pytest.raises(FormatError, match="a key that is not text"):
        model_from_yaml("a: {1: 2}")


def test_an_alias_bomb_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(FormatError, match="more than 300,000 values"):
        model_from_yaml("\n".join(lines))


def test_yaml_that_contains_itself_is_refused() -> None:
    with pytest.raises(FormatError, match="nested deeper"):
        model_from_yaml("a: &a [*a]")


def test_deeply_nested_text_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="nested too deeply"):
        model_from_yaml("[" * 5000 + "]" * 5000)
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000 + "]" * 200_000, encoding="utf-8")
    with pytest.raises(FormatError, match="nested too deeply"):
        load_model(path)


def test_endless_yaml_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(FormatError, match="longer than 4,000,000 characters"):
        model_from_yaml("a" * 4_000_001)


def test_an_honest_yaml_is_read_where_a_tagged_one_is_not() -> None:
    text = to_yaml(keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]))
    assert yaml.safe_load(text)["class_name"] == "Sequential"
    assert model_from_yaml(text).output_shape == (None, 3)
    with pytest.raises(FormatError, match="nothing of it was run"):
        model_from_yaml(text + "evil: !!python/object/apply:os.getcwd []\n")
