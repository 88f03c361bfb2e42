"""Whatever a learner's code does, the check ends with one sentence about it, and nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from ended_process import wait_until_ended
from small_exercise import SOLUTION, write_exercise

from handsonn.course.checking import CheckResult
from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.exercise import Exercise

ODD = """
class Odd:
    def __array__(self, *_, **__):
        raise OSError
def double(x):
    return Odd()
"""


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    return write_exercise(tmp_path_factory.mktemp("course") / "ch10_small", seconds=1)


@pytest.fixture(scope="module")
def shared() -> Iterator[CheckProcess]:
    with CheckProcess() as process:
        yield process


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    return tmp_path / "exercise.py"


def failure_of(process: CheckProcess, exercise: Exercise, file: Path, text: str | bytes) -> tuple[str, str]:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    found = process.check(exercise, file, seed=3)
    assert not found.passed
    assert found.failure is not None
    assert "Traceback" not in found.failure.sentence
    assert "\n" not in found.failure.sentence
    return found.failure.name, found.failure.sentence


def test_a_right_answer_passes_with_its_figures_and_what_to_take_along(
    shared: CheckProcess, exercise: Exercise, answer: Path
) -> None:
    bar = r"print('\x1b[1m1/2\x1b[0m ', end='')" + "\n" + r"print('\b\b\b\b\r\x1b[32m2/2\x1b[0m done\r')"
    answer.write_text(f"{SOLUTION}{bar}\nprint('here', double(21))\n")
    heard: list[tuple[int, str]] = []
    found = shared.check(exercise, answer, seed=3, hear=lambda held, at: heard.append((held, at)))
    assert found.passed
    assert found.held == ("The shape stays as it was", "Each number is doubled")
    assert (found.of, found.seed, found.printed) == (2, 3, ("2/2 done", "here 42"))
    assert [(each.what, each.value, each.at_most) for each in found.measurements] == [
        ("largest error", 0.0, 1.0)
    ]
    assert found.told == ("Five numbers were doubled.",)
    assert "*each*" in found.afterwards
    assert heard == [
        (0, "reading your file"),
        (0, "The shape stays as it was"),
        (1, "Each number is doubled"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("def double(x:\n    return x\n", "no_python", "line 1 (`def double(x:`) is no Python"),
        ("def double(x):\nreturn 2 * x\n", "no_python", "expected an indented block"),
        (b"def double(x):\n    return '\xff'\n", "no_python", "is no Python"),
        (b"x = 1\x00\n", "no_python", "null bytes"),
        ("", "missing_name", "has no function double(x); write it again"),
        ("double = 3\n", "missing_name", "has double = 3 in the place of double(x)"),
        ("def double(x): ...\n", "returns_nothing", "double gives nothing back (None)"),
        ("def double(): return 1\n", "wrong_arguments", "double() cannot be called as double(x)"),
        ("def double(x): return 'two'\n", "wrong_kind", "a str, 'two'; numbers were expected"),
        ("def double(x): return [[1, 2], [3]]\n", "wrong_kind", "a list"),
        ("def double(x): return x[0] * 2\n", "wrong_shape", "shape (3,); expected (2, 3): the shape of x"),
        ("def double(x): return x * float('nan')\n", "not_finite", "not finite"),
        ("def double(x):\n    x *= 2\n    return x\n", "changes_its_input", "changed the array x"),
        ("def double(x): return x**2 + 0 * x\n", "square", "yours is the square"),
        ("import nothing_like_it\n", "raised", "`import nothing_like_it`) raised ModuleNotFound"),
        ("def double(x):\n    return 2 * y\n", "raised", "line 2 (`return 2 * y`) raised NameError"),
        ("import numpy\ndef double(x):\n    return x + numpy.ones(7)\n", "raised", "shapes do not fit"),
        ("def double(x):\n    return 2 * x if x > 0 else 0\n", "raised", "ValueError. Python's `if`"),
        ("class A:\n def a(self): self.b\ndef double(x): A().a()\n", "raised", "`self.b = ...` in __init__"),
        ("def double(x):\n    return double(x)\n", "raised", "calls itself without end"),
        ("def double(x):\n    return input('how many? ')\n", "raised", "asks for something to be typed"),
        ("exit()\n", "ended_python", "line 1 (`exit()`) ends Python (SystemExit)"),
        ("def double(x):\n    raise KeyboardInterrupt\n", "ended_python", "ends Python (KeyboardInterrupt)"),
        ("def double(x):\n    raise NotImplementedError\n", "not_written", "not written yet, line 2."),
        ("def double(x):\n    while True:\n        pass\n", "out_of_time", "after 1 s, in line"),
        ("def double(x):\n    return [0] * 10**15\n", "out_of_memory", "line 2 (`return [0] * 10**15`)"),
        (ODD, "raised", "line 4 (`raise OSError`) raised OSError"),
    ],
)  # fmt: skip
def test_each_way_to_go_wrong_has_its_sentence(  # noqa: PLR0917 - fixtures and cases
    shared: CheckProcess, exercise: Exercise, answer: Path, text: str | bytes, name: str, sentence: str
) -> None:
    told = failure_of(shared, exercise, answer, text)
    assert told[0] == name
    assert sentence in told[1]
    assert shared.is_alive


def test_a_loop_that_swallows_every_exception_is_killed(exercise: Exercise, answer: Path) -> None:
    text = """
def double(x):
    while True:
        try:
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass
        except BaseException:
            pass
"""
    with CheckProcess(grace=0.5) as process:
        told = failure_of(process, exercise, answer, text)
        assert told[0] == "out_of_time"
        assert "catches every exception" in told[1]
        assert not process.is_alive


def test_memory_without_end_is_ended(answer: Path, tmp_path: Path) -> None:
    exercise = write_exercise(tmp_path / "ch10_patient", seconds=120)
    text = "import numpy\n\nkept = []\nwhile True:\n    kept.append(numpy.ones(10**6))\n"
    with CheckProcess(most_memory=400 * 2**20) as process:
        told = failure_of(process, exercise, answer, text)
    assert told[0] == "out_of_memory"
    assert "more than 0.4 GiB of memory" in told[1]


def test_a_process_that_ends_itself_is_told_of(exercise: Exercise, answer: Path) -> None:
    with CheckProcess() as process:
        told = failure_of(process, exercise, answer, "import os\n\nprint('x', flush=True)\nos._exit(0)\n")
    assert told == ("ended_python", "line 4 ends the whole process with os._exit; take it out.")


def test_a_process_that_dies_is_told_of_with_its_last_words(exercise: Exercise, answer: Path) -> None:
    text = "import os, signal\nos.write(2, b'last words\\n')\nos.kill(os.getpid(), signal.SIGKILL)\n"
    with CheckProcess() as process:
        told = failure_of(process, exercise, answer, text)
    assert told[0] == "process_died"
    assert "by signal 9" in told[1]
    assert "'last words'" in told[1]


def test_a_flood_of_words_ends_as_a_loop_does_and_only_the_last_are_kept(
    shared: CheckProcess, exercise: Exercise, answer: Path
) -> None:
    answer.write_text("def double(x):\n    while True:\n        print('flood', end=' ')\n")
    found = shared.check(exercise, answer, seed=1)
    assert found.failure is not None
    assert found.failure.name == "out_of_time"
    assert len("".join(found.printed)) <= 200


def test_what_the_answer_starts_ends_with_the_process(
    exercise: Exercise, answer: Path, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    answer.write_text(
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pid)!r}, 'w').write(str(child.pid))\n" + SOLUTION
    )
    with CheckProcess() as process:
        assert process.check(exercise, answer, seed=1).passed
    wait_until_ended(int(pid.read_text()))


def test_the_answer_writes_into_a_folder_of_its_own_and_reads_beside_itself(
    shared: CheckProcess, exercise: Exercise, answer: Path
) -> None:
    (answer.parent / "factor.py").write_text("two = 2\n")
    answer.write_text(
        "from factor import two\nopen('left.txt', 'w').write('x')\n\ndef double(x):\n    return two * x\n"
    )
    assert shared.check(exercise, answer, seed=1).passed
    assert sorted(path.name for path in answer.parent.iterdir() if path.suffix) == [
        "exercise.py",
        "factor.py",
    ]


def test_a_second_answer_does_not_see_the_first_ones_modules(
    shared: CheckProcess, exercise: Exercise, tmp_path: Path
) -> None:
    for number, factor in ((1, 2), (2, 3)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "my_factor.py").write_text(f"factor = {factor}\n")
        (tmp_path / str(number) / "exercise.py").write_text(
            "from my_factor import factor\n\ndef double(x):\n    return factor * x\n"
        )
    found: list[CheckResult] = [
        shared.check(exercise, tmp_path / str(number) / "exercise.py", seed=1) for number in (1, 2)
    ]
    assert [each.passed for each in found] == [True, False]


def test_the_same_seed_gives_the_same_check(shared: CheckProcess, exercise: Exercise, answer: Path) -> None:
    answer.write_text("def double(x):\n    return 3 * x\n")
    sentences = [shared.check(exercise, answer, seed=seed).failure for seed in (5, 5, 6)]
    assert sentences[0] == sentences[1]
    assert sentences[0] != sentences[2]


def test_nothing_of_a_process_is_left_when_it_is_ended_in_the_midst() -> None:
    with CheckProcess() as process:
        pid = process._process.pid
        assert psutil.pid_exists(pid)
    assert not process.is_alive
    assert not psutil.pid_exists(pid)
