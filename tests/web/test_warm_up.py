"""Importing in the background: told while it goes on, and when it fails."""

from __future__ import annotations

import threading

import pytest

from handsonn.errors import ModelError
from handsonn.models import backend, first_weights
from handsonn.training import disk_cache
from handsonn.web.warm_up import WarmUp, import_keras

DEADLINE = 30  # seconds


def test_it_does_its_steps_in_order_once_and_says_so() -> None:
    done: list[str] = []
    gate, reached = threading.Event(), threading.Event()

    def second() -> None:
        reached.set()
        gate.wait(DEADLINE)
        done.append("second")

    warm_up = WarmUp([("one", lambda: done.append("first")), ("two", second)])
    assert (warm_up.state.started, warm_up.state.finished) == (False, False)
    warm_up.begin()
    warm_up.begin()
    assert reached.wait(DEADLINE)
    assert (warm_up.state.doing, warm_up.state.finished) == ("two", False)
    gate.set()
    assert warm_up.finished.wait(DEADLINE)
    assert (warm_up.state.doing, warm_up.state.trouble, done) == ("", "", ["first", "second"])


def test_what_the_learner_can_mend_is_told_in_its_own_sentence() -> None:
    def missing() -> None:
        raise ModelError("the backend is not installed.")

    warm_up = WarmUp([("Keras", missing)])
    warm_up.begin()
    assert warm_up.finished.wait(DEADLINE)
    assert warm_up.state.trouble == "the backend is not installed."


def test_anything_else_is_told_with_its_name_and_logged_in_full(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ZeroDivisionError("odd")

    warm_up = WarmUp([("Keras", broken)])
    warm_up.begin()
    assert warm_up.finished.wait(DEADLINE)
    assert warm_up.state.trouble.startswith("Keras could not be imported (odd)")
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("name", "expected"), [("jax", ["kept", "drawn"]), ("tensorflow", [])])
def test_programs_are_kept_on_disk_or_spared_from_the_import_of_keras_on(
    name: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(backend, "backend_name", lambda: name)
    monkeypatch.setattr(disk_cache, "keep_programs_on_disk", lambda: done.append("kept"))
    monkeypatch.setattr(first_weights, "draw_without_compiling", lambda: done.append("drawn"))
    import_keras()
    assert done == expected
