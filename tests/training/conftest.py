"""Engines that a session does not choose by itself."""

from typing import Any

import pytest

from handsonn.training import compile_engine, program_cache


@pytest.fixture
def force_engine(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that makes sessions use the engine of this name."""

    def force(name: Any, *, chunk_share: Any = 0.4) -> None:
        program_cache.forget_programs()
        if name == "step program":
            monkeypatch.setattr(compile_engine, "convolves", lambda _: True)
        if name == "epoch program in chunks":  # ten seconds an epoch, in chunks of a share of the steps
            work = 10 * compile_engine.MULTIPLICATIONS_A_SECOND
            monkeypatch.setattr(compile_engine, "multiplications", lambda _: work)
            monkeypatch.setattr(compile_engine, "CHUNK_SECONDS", 10 * chunk_share)

    yield force
    program_cache.forget_programs()
