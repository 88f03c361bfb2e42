"""Compiled programs of the tests go to a folder of their own, not to the user's cache."""

from typing import Any

import jax
import pytest

from handsonn.training import compile_engine, program_cache


@pytest.fixture(scope="session", autouse=True)
def _programs_in_a_folder_of_their_own(tmp_path_factory: Any) -> Any:
    folder = tmp_path_factory.mktemp("programs")
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    yield
    jax.config.update("jax_compilation_cache_dir", None)


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
