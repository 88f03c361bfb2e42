from __future__ import annotations

import sys

import pytest

from handsonn.errors import ModelError, UnknownName
from handsonn.models import backend


def test_jax_is_the_backend_unless_the_learner_chose_another() -> None:
    assert backend.choose_backend("") == "jax"


def test_keras_is_imported_once_and_names_its_backend() -> None:
    keras = backend.load_keras()
    assert backend.load_keras() is keras
    assert backend.backend_name() == keras.config.backend()


def test_an_unknown_backend_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match=r"no Keras backend .* called 'jaxx'; did you mean 'jax'"):
        backend.choose_backend("jaxx")


def test_a_backend_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "find_spec", lambda name: object() if name == "jax" else None)
    with pytest.raises(
        ModelError, match=r"asks for 'tensorflow', which is not installed.*handsonn\[tensorflow\]"
    ):
        backend.choose_backend("tensorflow")
    with pytest.raises(ModelError, match=r"or set KERAS_BACKEND=jax"):
        backend.choose_backend("torch")


def test_a_backend_that_does_not_start_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> object:
        raise ImportError("libdevice is missing")

    monkeypatch.delitem(sys.modules, "keras", raising=False)
    monkeypatch.setenv(backend.VARIABLE, "jax")
    monkeypatch.setattr(backend, "import_module", broken)
    with pytest.raises(ModelError, match=r"did not start on the backend 'jax' \(libdevice is missing\)"):
        backend.load_keras()


def test_tensorflow_is_asked_to_be_quiet_before_it_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str | None] = {}

    def record(_name: str) -> object:
        seen["level"] = backend.os.environ.get("TF_CPP_MIN_LOG_LEVEL")
        return object()

    monkeypatch.delitem(sys.modules, "keras", raising=False)
    monkeypatch.setattr(backend.os, "environ", {backend.VARIABLE: "tensorflow"})
    monkeypatch.setattr(backend, "find_spec", lambda _name: object())
    monkeypatch.setattr(backend, "import_module", record)
    backend.load_keras()
    assert seen == {"level": "2"}
