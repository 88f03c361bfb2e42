"""Bring in the learner's own network: a function in their file that returns a compiled keras.Model."""

from __future__ import annotations

import contextlib
import difflib
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from handsonn.errors import ModelError
from handsonn.models.backend import load_keras

_EXAMPLE = "for example my_model.py:make_model"


def bring_in(reference: str) -> Callable[[], Any]:
    """Find the function that "file.py:function" names; calling it gives a compiled keras.Model.

    The file is run from its own path, so that imports of files beside it work. Nothing of it stays in
    sys.modules, so that a file of the same name in another folder is another file.

    Raises ModelError, in the learner's own file names and line numbers, for a file that is missing or does
    not run, and for a function that is missing; the returned function raises it where the learner's function
    fails or returns anything but a compiled model.
    """
    path, name = parse_reference(reference)
    module = _run_file(path)
    function = _find_function(module, name, path)

    def make_model() -> Any:
        with _as_script_folder(path.parent):
            try:
                model = function()
            except Exception as error:
                raise ModelError(f"{name}() in {path.name} failed: {_where(error, path)}") from error
        return _check_model(model, f"{name}() in {path.name}")

    return make_model


def parse_reference(reference: str) -> tuple[Path, str]:
    """Split "file.py:function". Raises ModelError if it is not of that form or there is no such file."""
    file, colon, name = reference.rpartition(":")
    if not colon or not file or not name.isidentifier():
        raise ModelError(f"{reference!r} names no function of a file; write file.py:function, {_EXAMPLE}.")
    path = Path(file).expanduser()
    if path.is_dir():
        raise ModelError(f"{path} is a folder; name the Python file in it, {_EXAMPLE}.")
    if not path.is_file():
        folder = path.parent if path.parent.is_dir() else None
        near = (
            difflib.get_close_matches(path.name, [item.name for item in folder.glob("*.py")])
            if folder
            else []
        )
        hint = f"; did you mean {near[0]}?" if near else "; check the name and the folder."
        raise ModelError(f"there is no file {path}{hint}")
    return path.resolve(), name


def _run_file(path: Path) -> ModuleType:
    load_keras()
    module = ModuleType(f"handsonn_brought_in_{path.stem}")
    module.__file__ = str(path)
    try:
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise ModelError(f"{path.name} is not valid Python: {error.msg}{line}.") from None
    except ValueError as error:
        raise ModelError(f"{path.name} is not a Python file: {error}.") from None
    with _as_script_folder(path.parent):
        sys.modules[module.__name__] = module
        try:
            exec(code, module.__dict__)  # noqa: S102 - the learner asked to run their own file
        except (Exception, SystemExit) as error:
            raise ModelError(f"{path.name} failed while it was read: {_where(error, path)}") from error
        finally:
            sys.modules.pop(module.__name__, None)
    return module


@contextlib.contextmanager
def _as_script_folder(folder: Path) -> Iterator[None]:
    """Let imports find the folder's files first, as for a script that is run there; then forget them."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if _lies_in(sys.modules[name], folder):
                del sys.modules[name]


def _lies_in(module: ModuleType, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or "site-packages" in file:
        return False
    return Path(file).resolve().is_relative_to(folder)


def _find_function(module: ModuleType, name: str, path: Path) -> Callable[[], Any]:
    found = vars(module).get(name)
    if callable(found):
        return found  # type: ignore[no-any-return]
    if found is not None:
        raise ModelError(
            f"{name} in {path.name} is a {type(found).__name__}, not a function; put the model into a "
            "function "
            "that returns it, so that each seed starts anew."
        )
    functions = [key for key, item in vars(module).items() if callable(item) and not key.startswith("_")]
    near = difflib.get_close_matches(name, functions, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(functions) or 'none'}."
    raise ModelError(f"{path.name} has no function {name!r}; {hint}")


def _where(error: BaseException, path: Path) -> str:
    """Say what was raised, and the last line of the learner's own file that led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame.lineno for frame in frames if frame.filename == str(path)]
    line = f" (line {own[-1]} of {path.name})" if own else ""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else 'without a message'}{line}"


def _check_model(model: Any, made_by: str) -> Any:
    keras = load_keras()
    if model is None:
        raise ModelError(f"{made_by} returned nothing; end it with `return model`.")
    if not isinstance(model, keras.Model):
        raise ModelError(
            f"{made_by} returned a {type(model).__name__}; it must return a compiled keras.Model."
        )
    if not model.compiled:
        raise ModelError(
            f"{made_by} returned a model that is not compiled; call model.compile(optimizer, loss, metrics) "
            "first."
        )
    return model
