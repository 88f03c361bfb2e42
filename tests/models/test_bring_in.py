from __future__ import annotations

import sys
from pathlib import Path

import keras
import pytest

from handsonn.errors import ModelError
from handsonn.models.bring_in import bring_in

GOOD = """
import keras

def make_model():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    model.compile("adam", "mse")
    return model
"""


def write(folder: Path, text: str, name: str = "mine.py") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_learners_function_makes_a_model(tmp_path: Path) -> None:
    model = bring_in(write(tmp_path, GOOD) + ":make_model")()
    assert isinstance(model, keras.Model)
    assert model.output_shape == (None, 3)


def test_each_call_makes_a_new_model(tmp_path: Path) -> None:
    make = bring_in(write(tmp_path, GOOD) + ":make_model")
    assert make() is not make()


def test_imports_of_files_beside_it_work_and_leave_nothing_behind(tmp_path: Path) -> None:
    before, path_before = set(sys.modules), list(sys.path)
    for folder, units in (("one", 1), ("two", 2)):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, f"UNITS = {units}", "sizes.py")
        text = GOOD.replace("import keras", "import keras\nfrom sizes import UNITS").replace(
            "Dense(3)", "Dense(UNITS)"
        )
        make = bring_in(write(tmp_path / folder, text) + ":make_model")
        assert make().output_shape == (None, units)
    assert not {"sizes", "mine"} & (set(sys.modules) - before)
    assert sys.path == path_before


def test_an_import_inside_the_function_works_too(tmp_path: Path) -> None:
    write(tmp_path, "UNITS = 7", "late_sizes.py")
    text = GOOD.replace("def make_model():", "def make_model():\n    from late_sizes import UNITS")
    make = bring_in(write(tmp_path, text.replace("Dense(3)", "Dense(UNITS)")) + ":make_model")
    assert make().output_shape == (None, 7)


@pytest.mark.parametrize("reference", ["mine.py", "mine.py:", ":make_model", "mine.py:not a name"])
def test_a_reference_has_a_file_and_a_function(reference: str) -> None:
    with pytest.raises(ModelError, match=r"names no function of a file; write file.py:function"):
        bring_in(reference)


def test_a_missing_file_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "network.py")
    with pytest.raises(ModelError, match=r"there is no file .*netwrk.py; did you mean network.py"):
        bring_in(f"{tmp_path / 'netwrk.py'}:make_model")
    with pytest.raises(ModelError, match="check the name and the folder"):
        bring_in(f"{tmp_path / 'nowhere' / 'x.py'}:make_model")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is a folder; name the Python file in it"):
        bring_in(f"{tmp_path}:make_model")


def test_a_syntax_error_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"mine.py is not valid Python: .* in line 3"):
        bring_in(write(tmp_path, "import keras\n\ndef make_model(:\n") + ":make_model")


def test_a_binary_file_is_not_python(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_bytes(b"\x00\x01\x02")
    with pytest.raises(ModelError, match=r"mine.py is not (valid Python|a Python file)"):
        bring_in(f"{path}:make_model")


def test_a_file_that_fails_is_quoted_and_not_left_in_memory(tmp_path: Path) -> None:
    write(tmp_path, "VALUE = 1", "beside.py")
    reference = write(tmp_path, "import beside\nVALUE = 1 / 0\n") + ":make_model"
    with pytest.raises(
        ModelError, match=r"failed while it was read: ZeroDivisionError: .*\(line 2 of mine.py\)"
    ):
        bring_in(reference)
    assert "beside" not in sys.modules
    assert not any("mine" in name for name in sys.modules if name.startswith("handsonn_brought_in"))


def test_a_file_that_exits_does_not_end_handsonn(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="SystemExit: 3"):
        bring_in(write(tmp_path, "raise SystemExit(3)") + ":make_model")


def test_a_missing_function_suggests_the_nearest(tmp_path: Path) -> None:
    reference = write(tmp_path, GOOD)
    with pytest.raises(ModelError, match=r"has no function 'make_modl'; did you mean 'make_model'"):
        bring_in(reference + ":make_modl")
    with pytest.raises(ModelError, match=r"has no function 'zzz'; it has: make_model"):
        bring_in(reference + ":zzz")


def test_a_model_that_is_no_function_cannot_start_anew(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model in mine.py is a int, not a function"):
        bring_in(write(tmp_path, "model = 3") + ":model")


def test_a_function_that_fails_is_quoted_with_its_line(tmp_path: Path) -> None:
    text = "def make_model():\n    raise ValueError('seven units are too few')\n"
    with pytest.raises(
        ModelError, match=r"make_model\(\) .*failed: ValueError: seven units are too few \(line 2"
    ):
        bring_in(write(tmp_path, text) + ":make_model")()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("pass", "returned nothing; end it with `return model`"),
        ("return 3", "returned a int; it must return a compiled keras.Model"),
        (
            "import keras; return keras.Sequential([keras.Input((4,))])",
            "returned a model that is not compiled",
        ),
    ],
)
def test_what_is_returned_must_be_a_compiled_model(tmp_path: Path, body: str, sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        bring_in(write(tmp_path, f"def make_model():\n    {body}\n") + ":make_model")()
