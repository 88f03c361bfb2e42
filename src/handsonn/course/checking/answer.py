"""The learner's code, called as they would call it; what it gives is looked at before a check uses it."""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import linecache
import re
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from handsonn.course.checking import result
from handsonn.course.checking.inputs import changed, copies
from handsonn.course.checking.wrong import Wrong

if TYPE_CHECKING:
    import numpy as np

_MOST_PRINTED = 200
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Answer:
    """A learner's exercise.py. What its code prints is kept, and what it raises passes through."""

    def __init__(self, file: Path, shipped: Path) -> None:
        """Take the learner's file, and the exercise as it came, whose names the answer must have."""
        self.file = file
        self.source = ""
        self._shipped = shipped
        self._module = ModuleType("exercise")
        self._printed = _LastLines()

    @property
    def printed(self) -> tuple[str, ...]:
        """Give the last lines that the learner's code printed."""
        return self._printed.lines()

    def load(self) -> None:
        """Run the file. Raises SyntaxError and whatever else the file raises."""
        text = self.file.read_bytes()
        code = compile(text, str(self.file), "exec", dont_inherit=True)
        self.source = text.decode("utf-8", "replace")
        linecache.checkcache(str(self.file))
        self._module.__file__ = str(self.file)
        with self.listening():
            exec(code, self._module.__dict__)  # noqa: S102 - the learner's own code, in a process of its own

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what is printed inside, for checks that use a learner's object themselves."""
        with contextlib.redirect_stdout(self._printed), contextlib.redirect_stderr(self._printed):
            yield

    def value(self, name: str) -> Any:
        """Give what the file assigns to a name. Raises Wrong where it assigns nothing to it."""
        if name not in self._module.__dict__:
            raise Wrong(
                f"{self.file.name} has no {name} any more; write `{self._as_shipped(name)}` with your "
                "answer in it.",
                name=result.MISSING_NAME,
            )
        return self._module.__dict__[name]

    def call(self, name: str, *arguments: Any, may_give_nothing: bool = False, **named: Any) -> Any:
        """Call a function of the file with these arguments and give what it returns.

        Raises Wrong for a function that is missing, takes other arguments, changes an array or list that
        it was given, or returns None (unless it may); whatever it raises passes through.
        """
        function = self._function(name)
        self._check_arguments(name, function, arguments, named)
        before = copies(arguments)
        with self.listening():
            given = function(*arguments, **named)
        self._check_unchanged(name, function, before, arguments)
        if given is None and not may_give_nothing:
            raise Wrong(
                f"{name} gives nothing back (None); end it with `return` and what it worked out.",
                name=result.RETURNS_NOTHING,
            )
        return given

    def array(
        self, name: str, *arguments: Any, shape: tuple[int, ...] | None = None, each: str = "", **named: Any
    ) -> np.ndarray[Any, Any]:
        """Call a function that gives numbers, and give them as an array of float64.

        shape: what the array must have; each: the shape in words ("one row per sample, one column per unit").
        Raises Wrong as `call` does, and for what are no numbers, not finite, or of another shape.
        """
        return self.numbers(self.call(name, *arguments, **named), f"{name} gave", shape=shape, each=each)

    def numbers(
        self, given: Any, said: str, *, shape: tuple[int, ...] | None = None, each: str = ""
    ) -> np.ndarray[Any, Any]:
        """Give what the learner's code returned as an array of float64; said: "forward gave".

        Raises Wrong for what are no numbers, not finite, or of another shape.
        """
        import numpy as np

        try:
            numbers = np.asarray(given).astype(np.float64)
        except (TypeError, ValueError):
            raise Wrong(
                f"{said} {_kind(given)}, {_short(given)}; numbers were expected.", name=result.WRONG_KIND
            ) from None
        if shape is not None and numbers.shape != shape:
            words = f": {each}" if each else ""
            raise Wrong(
                f"{said} an array of shape {numbers.shape}; expected {shape}{words}.", name=result.WRONG_SHAPE
            )
        if not np.isfinite(numbers).all():
            raise Wrong(
                f"{said} numbers that are not finite ({_short(numbers)}); look for a division by 0, a "
                "logarithm of 0 or an exponential of a large number.",
                name=result.NOT_FINITE,
            )
        return numbers

    def model(self, name: str, *arguments: Any, compiled: bool = True, **named: Any) -> Any:
        """Call a function that builds a network, and give it.

        Raises Wrong as `call` does, and for what is no keras.Model, or is not compiled where it should be.
        """
        return self.network(self.call(name, *arguments, **named), f"{name} gave", compiled=compiled)

    def network(self, given: Any, said: str, *, compiled: bool = True) -> Any:
        """Give what the learner's code returned if it is a network. Raises Wrong otherwise."""
        import keras

        if not isinstance(given, keras.Model):
            raise Wrong(
                f"{said} {_kind(given)}, {_short(given)}; a keras.Model was expected.", name=result.WRONG_KIND
            )
        if compiled and not given.compiled:
            raise Wrong(
                f"{said} a network that is not compiled; call its compile(...) with optimizer and loss "
                "before you return it.",
                name=result.NOT_COMPILED,
            )
        return given

    def _function(self, name: str) -> Callable[..., Any]:
        found = self._module.__dict__.get(name)
        if not callable(found):
            was = "has no function" if found is None else f"has {name} = {_short(found)} in the place of"
            raise Wrong(
                f"{self.file.name} {was} {self._as_shipped(name)}; write it again, or take the file as "
                "it came with `handsonn reset`, which keeps yours.",
                name=result.MISSING_NAME,
            )
        function: Callable[..., Any] = found
        return function

    def _check_arguments(
        self, name: str, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return  # built in: the call itself says
        try:
            signature.bind(*arguments, **named)
        except TypeError:
            raise Wrong(
                f"{name}{signature} cannot be called as {self._as_shipped(name)}; keep the arguments that "
                "the exercise gives it.",
                name=result.WRONG_ARGUMENTS,
            ) from None

    def _check_unchanged(
        self, name: str, function: Callable[..., Any], before: list[Any], after: tuple[Any, ...]
    ) -> None:
        place = changed(before, after)
        if place is None:
            return
        parameters = list(inspect.signature(function).parameters)
        which = parameters[place] if place < len(parameters) else f"argument {place + 1}"
        is_list = isinstance(after[place], list)
        kind = "list" if is_list else "array"
        instead = " such as list(a)" if is_list else ", or write `a = a - b` instead of `a -= b`"
        raise Wrong(
            f"{name} changed the {kind} {which} that it was given; whoever called it needs it as it was: "
            f"work on a copy{instead}.",
            name=result.CHANGES_INPUT,
        )

    def _as_shipped(self, name: str) -> str:
        """Write a name as the exercise introduced it: "forward(x, weights, bias)", "PREDICTION = ..."."""
        for node in ast.parse(self._shipped.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
                arguments = ast.unparse(node.args) if isinstance(node, ast.FunctionDef) else ""
                return f"{name}({arguments})" if isinstance(node, ast.FunctionDef) else f"class {name}"
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                return f"{name} = ..."
        return name


class _LastLines(io.TextIOBase):
    """Keeps the last lines that are written to it, however many there are."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_MOST_PRINTED)
        self._begun = ""

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take text; of a line that never ends, the last part is kept."""
        *whole, rest = (self._begun + text).split("\n")
        self._lines.extend(_as_it_stays(line) for line in whole)
        self._begun = rest[rest.rstrip("\r\b").rfind("\r") + 1 :][-4 * _MOST_PRINTED :]
        return len(text)

    def lines(self) -> tuple[str, ...]:
        """Give the lines, without empty ones at the end."""
        begun = _as_it_stays(self._begun)
        return (*self._lines, *([begun] if begun else []))


def _as_it_stays(line: str) -> str:
    """Give what a terminal shows of a line in the end: Keras' progress bar writes over itself, in colours."""
    versions = _COLOURS.sub("", line).replace("\b", "").split("\r")
    return next((version for version in reversed(versions) if version.strip()), "")[-_MOST_PRINTED:]


def _kind(given: Any) -> str:
    name = type(given).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _short(given: Any, longest: int = 80) -> str:
    words = " ".join(repr(given).split())
    return words if len(words) <= longest else f"{words[:longest]}..."
