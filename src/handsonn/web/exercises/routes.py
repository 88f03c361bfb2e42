"""The addresses of the exercises."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from handsonn.course.exercise import Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.practice import find_answer, give_hint, reset_exercise, solution_of
from handsonn.errors import RepositoryError
from handsonn.web.exercises.exercise_page import exercise_of, labs_by_name, next_after, show_exercise
from handsonn.web.exercises.saved_file import code_of, stamp_of
from handsonn.web.exercises.task_html import as_html
from handsonn.web.exercises.told_result import told_result
from handsonn.web.exercises.work import Work
from handsonn.web.shell import Shell, shell_of
from handsonn.web.workbench.answers import Handler, answer, in_words
from handsonn.web.workbench.bell import is_let_go
from handsonn.web.workbench.news import POLL_SECONDS, whole_number

ADDRESS = "/exercises/{chapter}/{name}"
_GLANCE = 0.25  # seconds between two looks at the learner's file, while a page waits for news of it
Act = Callable[[Shell, Path, Exercise], Any]


def exercise_routes(folder: Path) -> list[BaseRoute]:
    """Make the routes. folder: where the log of what nobody foresaw is kept."""
    worded = in_words(folder)

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(f"{ADDRESS}/{path}", worded(handler), methods=[method])

    return [
        Route(ADDRESS, with_slash),
        Route(f"{ADDRESS}/", show_exercise, methods=["GET"]),
        route("news", news),
        route("warm", _acting(_warm), "POST"),
        route("check", _acting(_check), "POST"),
        route("stop", _acting(_stop), "POST"),
        route("hint", _acting(_hint), "POST"),
        route("solution", _acting(_solution), "POST"),
        route("reset", _acting(_reset), "POST"),
    ]


def with_slash(request: Request) -> Response:
    """Send /exercises/ch10/one_neuron to the page, whose links stand below it."""
    return RedirectResponse(f"{request.url.path}/")


async def news(request: Request) -> Response:
    """Say what changed since the version and the stamp that the page knows; wait a little if nothing did."""
    shell, exercise, root = _asked(request)
    version, stamp = whole_number(request, "version", -1), request.query_params.get("stamp", "")
    work = shell.checker.work_of(exercise)
    path = await _until_news(root, exercise, work, version, stamp)
    return answer(await run_in_threadpool(_told, shell, root, exercise, path, stamp))


def _acting(act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def handler(request: Request) -> Response:
        shell, exercise, root = _asked(request)
        return answer(await run_in_threadpool(act, shell, root, exercise))

    return handler


def _asked(request: Request) -> tuple[Shell, Exercise, Path]:
    """Give what a request is about. Raises UnknownName, and RepositoryError outside of a repository."""
    shell, exercise = shell_of(request), exercise_of(request)
    root = shell.repository
    if root is None:
        raise RepositoryError(
            f"{shell.settings.folder} lies in no learning repository, so there is no answer to check; "
            "type `handsonn init my_notes`, and start `handsonn` in that folder."
        )
    return shell, exercise, root


async def _until_news(root: Path, exercise: Exercise, work: Work, version: int, stamp: str) -> Path | None:
    """Wait until the check or the file has changed, at most POLL_SECONDS; give the file."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + POLL_SECONDS
    while True:
        path = await run_in_threadpool(find_answer, root, exercise)
        if stamp_of(path) != stamp or is_let_go() or loop.time() >= deadline:
            return path
        if await work.bell.wait_until(lambda: work.version != version, _GLANCE):
            return path


def _told(shell: Shell, root: Path, exercise: Exercise, path: Path | None, known: str) -> dict[str, Any]:
    version, progress = shell.checker.work_of(exercise).seen()
    stamp = stamp_of(path)
    result = progress.result
    passed = ExerciseMarks(root).passed()
    following = next_after(exercise, shell.settings.chapters, passed) if exercise.name in passed else None
    return {
        "version": version,
        "stage": progress.stage,
        "held": progress.held,
        "at": progress.at,
        "sentence": progress.sentence,
        "checked": progress.stamp,
        "result": told_result(result, labs_by_name(shell)) if result else None,
        "passed": exercise.name in passed,
        "next": {"title": following.title, "address": following.address} if following else None,
        "stamp": stamp,
        "code": code_of(path) if stamp != known else None,
    }


def _warm(shell: Shell, _root: Path, exercise: Exercise) -> dict[str, Any]:
    shell.checker.warm(exercise)
    return {}


def _check(shell: Shell, root: Path, exercise: Exercise) -> dict[str, Any]:
    shell.checker.check(root, exercise)
    return {}


def _stop(shell: Shell, _root: Path, exercise: Exercise) -> dict[str, Any]:
    shell.checker.stop(exercise)
    return {}


def _hint(_shell: Shell, root: Path, exercise: Exercise) -> dict[str, Any]:
    hint = give_hint(root, exercise)
    return {"number": hint.number, "of": hint.of, "html": as_html(hint.text)}


def _solution(_shell: Shell, root: Path, exercise: Exercise) -> dict[str, Any]:
    return {"code": solution_of(root, exercise)}


def _reset(_shell: Shell, root: Path, exercise: Exercise) -> dict[str, Any]:
    done = reset_exercise(root, exercise)
    kept = f"; what you had written is kept beside it as {done.kept.name}" if done.kept else ""
    return {"sentence": f"{done.answer.name} is as it came{kept}."}
