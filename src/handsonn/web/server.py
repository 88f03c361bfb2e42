"""The web application: home page, runs, workbench and labs in one process, behind the guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp

from handsonn.course.lab import Lab
from handsonn.course.progress import Progress
from handsonn.errors import HandsonnError
from handsonn.journal import Journal
from handsonn.web import home, lab_code, lab_marks, runs, search
from handsonn.web.editors import Editors
from handsonn.web.error_pages import EXCEPTION_HANDLERS
from handsonn.web.exercises.checker import Checker
from handsonn.web.exercises.routes import exercise_routes
from handsonn.web.explorer import Sessions, explorer_routes
from handsonn.web.guard import Guard
from handsonn.web.lab_mounts import LabMounts
from handsonn.web.notes import routes as notes
from handsonn.web.settings import ShellSettings
from handsonn.web.shell import Shell
from handsonn.web.static_files import static_routes
from handsonn.web.warm_up import STEPS, WarmUp, without_the_collector
from handsonn.web.workbench import Diagnoses, Jobs, workbench_routes


def make_application(settings: ShellSettings) -> ASGIApp:
    """Make the application of one server. It binds no port, so that tests can run it in their own process."""
    shell = make_shell(settings)
    application = Starlette(
        routes=_routes(shell),
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=_life(shell),
    )
    application.state.shell = shell
    return Guard(application, settings)


def make_shell(settings: ShellSettings) -> Shell:
    """Make the parts of one server; nothing is started yet."""
    progress = Progress(settings.folder)
    warm_up = WarmUp(STEPS, without_the_collector) if settings.warm_up else WarmUp(())
    return Shell(
        settings=settings,
        progress=progress,
        journal=Journal(settings.runs_folder),
        mounts=LabMounts(settings, _marker(progress), warm_up.wait),
        editors=Editors(),
        checker=Checker(),
        jobs=Jobs(settings.folder.absolute() / ".handsonn" / "jobs"),
        diagnoses=Diagnoses(settings.folder.absolute() / ".handsonn"),
        explorers=Sessions(settings.folder.absolute() / ".handsonn", settings.runs_folder.absolute()),
        warm_up=warm_up,
    )


def _routes(shell: Shell) -> list[BaseRoute]:
    return [
        *home.ROUTES,
        *runs.ROUTES,
        *lab_marks.ROUTES,
        *lab_code.ROUTES,
        *search.ROUTES,
        *notes.ROUTES,
        *exercise_routes(shell.settings.folder.absolute() / ".handsonn"),
        *workbench_routes(shell.settings, shell.jobs, shell.diagnoses),
        *explorer_routes(shell.settings, shell.explorers),
        *static_routes(),
        Mount("/labs", app=shell.mounts),
    ]


def _marker(progress: Progress) -> Callable[[Lab], None]:
    def opened(lab: Lab) -> None:
        try:
            progress.mark(lab.name, "seen")
        except HandsonnError as error:
            progress.note = str(error)  # the lab opens all the same; the home page says what is wrong

    return opened


def _life(shell: Shell) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        if shell.settings.warm_up:
            shell.warm_up.begin()
        try:
            yield
        finally:
            await shell.editors.close()
            await asyncio.to_thread(shell.checker.close)
            await asyncio.to_thread(shell.jobs.close)
            await asyncio.to_thread(shell.diagnoses.close)
            await asyncio.to_thread(shell.explorers.close)
            await shell.mounts.close()

    return lifespan
