"""Late modules: there under their names from the start, their code run at the first look into them."""

from __future__ import annotations

import inspect
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from handsonn.models import late_imports as subject
from handsonn.models.late_imports import late_imports

DEADLINE = 30  # seconds
FILES = {
    "late_toys/__init__.py": "",
    "late_toys/early.py": "from late_toys import box\nfrom late_toys.box import lid\n",
    "late_toys/box/__init__.py": "import toy_diary\ntoy_diary.write('box')\nfrom .lid import COLOUR\n",
    "late_toys/box/lid.py": "import toy_diary\ntoy_diary.write('lid')\nCOLOUR = 'blue'\n",
}
KERAS = """
import sys
from handsonn.models.backend import load_keras
keras = load_keras()
slow = ("matplotlib.pyplot", "sklearn", "scipy.sparse.linalg", "jax._src.pallas")
print([name for name in slow if name in sys.modules])
from keras.src.backend.jax import nn
print(nn.splash_attention_kernel.make_splash_mha, nn.splash_attention_mask.CausalMask)
print(keras.wrappers.SKLearnClassifier, keras.visualization.plot_image_gallery)
print(keras.src.visualization.plot_image_gallery.plt is sys.modules["matplotlib.pyplot"])
"""


class Diary:
    """What the toys' code writes into as it runs; `then` is done in the middle of it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.then: Any = lambda: None

    def write(self, name: str) -> None:
        self.told.append(name)
        self.then()


@pytest.fixture
def diary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Diary]:
    """A package of which a package and its module are late; the diary says when their code runs."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    kept = Diary()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "toy_diary", kept)  # type: ignore[arg-type]
    monkeypatch.setattr(subject, "LATE", frozenset({"late_toys.box", "late_toys.box.lid"}))
    with late_imports():
        import_module("late_toys.early")
    yield kept
    for name in [name for name in sys.modules if name.split(".")[0] == "late_toys"]:
        del sys.modules[name]


def toys(name: str) -> Any:
    return sys.modules[f"late_toys.{name}"]


def test_importing_runs_nothing_and_the_first_look_runs_the_code_once(diary: Diary) -> None:
    assert diary.told == []
    assert (toys("early").lid.COLOUR, toys("box.lid").COLOUR) == ("blue", "blue")
    assert diary.told == ["box", "lid"]  # a package's code comes before that of its modules, as ever
    assert type(toys("box.lid")) is type(sys)


def test_the_module_stays_the_same_object(diary: Diary) -> None:
    before = toys("box")
    assert before.COLOUR == "blue"
    assert toys("box") is before is toys("early").box
    assert before.lid is toys("box.lid")
    assert diary.told == ["box", "lid"]


def test_to_ask_where_it_comes_from_runs_nothing(diary: Diary) -> None:
    assert Path(toys("box.lid").__file__).name == "lid.py"
    assert inspect.getmodule(Diary) is sys.modules[__name__]  # looks at the files of all modules
    assert diary.told == []


def test_its_names_are_those_it_has_after_its_code_ran(diary: Diary) -> None:
    assert "COLOUR" in dir(toys("box.lid"))
    assert diary.told == ["box", "lid"]


def test_a_name_that_it_does_not_have_is_missing_as_in_any_module(diary: Diary) -> None:
    for _ in range(2):
        with pytest.raises(AttributeError, match=r"module 'late_toys\.box\.lid' has no attribute 'SIZE'"):
            _ = toys("box.lid").SIZE
    assert diary.told == ["box", "lid"]


def test_a_name_that_its_own_code_asks_for_too_early_is_not_there_yet(diary: Diary) -> None:
    seen: list[bool] = []
    diary.then = lambda: seen.append(hasattr(toys("box"), "COLOUR"))
    assert toys("box").COLOUR == "blue"
    assert seen == [False, False]
    with pytest.raises(AttributeError, match="has no attribute 'SIZE'"):
        _ = toys("box").SIZE


def test_a_second_thread_waits_until_all_of_it_is_there(diary: Diary) -> None:
    running, go_on = threading.Event(), threading.Event()
    found: list[str] = []

    def pause() -> None:
        running.set()
        assert go_on.wait(DEADLINE)

    diary.then = pause
    threads = [threading.Thread(target=lambda: found.append(toys("box").COLOUR)) for _ in range(2)]
    threads[0].start()
    assert running.wait(DEADLINE)
    threads[1].start()
    assert found == []
    go_on.set()
    for thread in threads:
        thread.join(DEADLINE)
    assert found == ["blue", "blue"]
    assert diary.told == ["box", "lid"]


def test_code_that_fails_is_run_again_at_the_next_look(diary: Diary) -> None:
    def fail() -> None:
        diary.then = lambda: None
        raise ImportError("no such library")

    diary.then = fail
    with pytest.raises(ImportError, match="no such library"):
        _ = toys("box").COLOUR
    assert toys("box").COLOUR == "blue"


def test_outside_the_block_a_module_of_that_name_is_run_at_once(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "late_toys.box.lid")
    monkeypatch.delitem(sys.modules, "late_toys.box")
    import_module("late_toys.box")
    assert diary.told == ["box", "lid"]


def test_keras_starts_without_its_slow_parts_and_has_them_all_the_same() -> None:
    told = subprocess.run([sys.executable, "-c", KERAS], capture_output=True, text=True, check=True).stdout
    none, attention, parts, drawing = told.splitlines()
    assert none == "[]"
    assert "splash_attention" in attention
    assert "SKLearnClassifier" in parts
    assert "plot_image_gallery" in parts
    assert drawing == "True"
