"""Syntax trees that several threads build at once."""

from __future__ import annotations

import ast
import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_course import LAB

from handsonn.web.parsing_turns import take_turns


class Litter:
    """Part of a circle, for the garbage collector; its end runs Python, where threads alternate."""

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        for _ in range(20):
            pass


def failures() -> list[str]:
    """Parse on six threads that alternate as often as can be; return what failed."""
    source, failed = LAB * 8, []

    def parse() -> None:
        for _ in range(60):
            Litter()
            try:
                ast.parse(source)
            except SystemError as error:
                failed.append(str(error))

    threads = [threading.Thread(target=parse) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


@pytest.fixture
def _restless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let threads alternate in the middle of anything; forget that turns were taken before."""
    monkeypatch.delattr(ast, "compile", raising=False)
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("_restless")
@pytest.mark.skipif(sys.version_info >= (3, 13), reason="mended in Python 3.13")
def test_threads_that_parse_at_once_fail_unless_they_take_turns() -> None:
    # It is a matter of chance, so it is tried until it happens.
    assert any("recursion depth mismatch" in failure for _ in range(50) for failure in failures())
    take_turns()
    assert failures() == []


def test_taking_turns_changes_no_tree_and_no_error() -> None:
    take_turns()
    assert ast.dump(ast.parse("x = 1")) == ast.dump(compile("x = 1", "", "exec", ast.PyCF_ONLY_AST))
    with pytest.raises(SyntaxError):
        ast.parse("x = ")
    assert Path(ast.__file__).name == "ast.py"
