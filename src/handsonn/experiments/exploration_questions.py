"""Questions of an explorer's page about what it shows, from plain JSON to facts and arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handsonn.errors import LatentError, UnknownName
from handsonn.experiments.exploration_groups import compare_groups
from handsonn.experiments.exploration_work import Shown

Question = dict[str, Any]
Told = Callable[[float, str], None]


def answer(
    question: Question, shown: Shown | None, told: Told = lambda _share, _sentence: None
) -> dict[str, Any]:
    """Answer a question about the map that is shown.

    question: "ask" names it; "space" is the number of the latent space that it means. told: hears how far
    an answer is that takes seconds, and may raise to end it.
    Raises UnknownName, and LatentError for what cannot be answered.
    """
    name = str(question.get("ask", ""))[:40]
    if name not in _ANSWERS:
        raise UnknownName("question", name, tuple(_ANSWERS))
    if shown is None:
        raise LatentError("there is no latent space yet; train one.")
    if question.get("space") != shown.exploration.number:
        raise LatentError("the latent space is another one by now; ask again.")
    if name == "generate":
        shown.exploration.prepare_density(
            told
        )  # before the models are taken: it lasts, and needs none of them
    with shown.exploration.models:
        return {"map": shown.number, **_ANSWERS[name](question, shown)}


def _sample(question: Question, shown: Shown) -> dict[str, Any]:
    return shown.exploration.sample(_row(question.get("row"), shown))


def _pictures(question: Question, shown: Shown) -> dict[str, Any]:
    row = _row(question.get("row"), shown)
    view = shown.exploration.view
    return {"real": view.real([row]), "label": view.labels([row])[0]}


def _walk(question: Question, shown: Shown) -> dict[str, Any]:
    start, end = (_end(question.get(name), shown) for name in ("start", "end"))
    return shown.exploration.walk(start, end, shown.map, spherical=question.get("spherical") is True)


def _blend(question: Question, shown: Shown) -> dict[str, Any]:
    point = question.get("point")
    if not isinstance(point, list) or not all(_is_number(part) for part in point):
        raise LatentError("a place of the map is two numbers.")
    return shown.exploration.blend([float(part) for part in point], shown.map, shown.find)


def _plane(question: Question, shown: Shown) -> dict[str, Any]:
    del question
    return shown.exploration.plane(shown.map)


def _traverse(question: Question, shown: Shown) -> dict[str, Any]:
    row = question.get("row")
    return shown.exploration.traverse(question.get("dimension", 0), None if row is None else _row(row, shown))


def _generate(question: Question, shown: Shown) -> dict[str, Any]:
    seed = question.get("seed", 0)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise LatentError(f"seed is {seed!r}; give a whole number of at least 0.")
    return shown.exploration.generate(question.get("count", 8), seed, shown.map)


def _compare(question: Question, shown: Shown) -> dict[str, Any]:
    first, second = (_rows(question.get(name)) for name in ("first", "second"))
    return compare_groups(shown.exploration.view, first or [], second)


_ANSWERS: dict[str, Callable[[Question, Shown], dict[str, Any]]] = {
    "sample": _sample,
    "pictures": _pictures,
    "walk": _walk,
    "blend": _blend,
    "plane": _plane,
    "traverse": _traverse,
    "generate": _generate,
    "compare": _compare,
}


def _row(value: Any, shown: Shown) -> int:
    samples = len(shown.exploration.space.codes)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < samples:
        raise LatentError(f"there is no sample {str(value)[:40]}; rows go from 0 to {samples - 1:,}.")
    return value


def _rows(value: Any) -> list[int] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(row, int) for row in value):
        raise LatentError("a group is a list of row numbers.")
    return value


def _end(value: Any, shown: Shown) -> int | str:
    """Read an end of a walk: a row, or the name of a class, whose centre is meant."""
    return value[:1000] if isinstance(value, str) else _row(value, shown)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
