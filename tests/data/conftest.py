from __future__ import annotations

import dataclasses
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


def _sibling(name: str) -> ModuleType:
    """Import a module that stands beside this file: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def file_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with _sibling("file_server").running_server() as server:
        yield server


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no larger data set stands: an empty home folder, no Debian package."""
    import handsonn.data.datasets.fashion_mnist as fashion

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("HANDSONN_DATA", raising=False)
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setattr(fashion, "REMOTE", dataclasses.replace(fashion.REMOTE, system_folders=()))
    return home
