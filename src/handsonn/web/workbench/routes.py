"""The workbench's addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from handsonn.course import pictures
from handsonn.diagnosis.symptoms import SYMPTOMS
from handsonn.errors import UnknownName
from handsonn.web.pages import page
from handsonn.web.workbench.answers import Handler, in_words
from handsonn.web.workbench.choices import ACTIVATIONS, FILLINGS, OPTIMIZERS, SCALERS
from handsonn.web.workbench.data_routes import DataRoutes
from handsonn.web.workbench.diagnoses import Diagnoses
from handsonn.web.workbench.diagnosis_routes import DiagnosisRoutes
from handsonn.web.workbench.job_routes import JobRoutes
from handsonn.web.workbench.jobs import MOST_AT_ONCE, MOST_REMEMBERED, Jobs
from handsonn.web.workbench.uploads import LIMIT_IN_WORDS

WORKING_FOLDER = ".handsonn"
PICTURES = Path(pictures.__file__).parent


class WorkbenchSettings(Protocol):
    """What the workbench needs to know of the server."""

    @property
    def folder(self) -> Path:
        """Give the learner's folder."""
        ...

    @property
    def runs_folder(self) -> Path:
        """Give the journal of their runs."""
        ...


def workbench_routes(
    settings: WorkbenchSettings, jobs: Jobs | None = None, diagnoses: Diagnoses | None = None
) -> list[BaseRoute]:
    """Make the routes below /workbench. jobs, diagnoses: left out, those in <folder>/.handsonn."""
    folder, working = settings.folder.absolute(), settings.folder.absolute() / WORKING_FOLDER
    worded = in_words(working)
    data = DataRoutes(folder)
    trainings = JobRoutes(jobs or Jobs(working / "jobs"), folder, settings.runs_folder.absolute())
    diagnosing = DiagnosisRoutes(diagnoses or Diagnoses(working), folder)

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(f"/workbench{path}", worded(handler), methods=[method])

    return [
        route("", show_page),
        route("/pictures/{file}", show_picture_module),
        route("/data", data.catalogue),
        route("/look", data.look, "POST"),
        route("/upload", data.upload, "POST"),
        route("/command", trainings.command, "POST"),
        route("/jobs", trainings.all),
        route("/jobs", trainings.start, "POST"),
        route("/jobs/{job}", trainings.news),
        route("/jobs/{job}/stop", trainings.stop, "POST"),
        route("/jobs/{job}/go_on", trainings.go_on, "POST"),
        route("/jobs/{job}/keep", trainings.keep, "POST"),
        route("/jobs/{job}/forget", trainings.forget, "POST"),
        route("/jobs/{job}/result", trainings.result),
        route("/jobs/{job}/cell", trainings.cell),
        route("/jobs/{job}/files/{file}", trainings.file),
        route("/runs/{run}/settings", trainings.of_run),
        route("/before", diagnosing.before, "POST"),
        route("/diagnoses", diagnosing.start, "POST"),
        route("/diagnoses/{job}", diagnosing.news),
        route("/diagnoses/{job}/stop", diagnosing.stop, "POST"),
        route("/diagnoses/{job}/result", diagnosing.result),
        route("/diagnoses/{job}/files/{file}", diagnosing.file),
        route("/diagnoses/{job}/keep", diagnosing.keep, "POST"),
        route("/rules/{code}", diagnosing.rule),
    ]


async def show_picture_module(request: Request) -> Response:
    """Give a module that draws, or its style sheet: labs and workbench speak one visual language."""
    name = request.path_params["file"]
    known = {path.name: path for kind in ("*.js", "*.css") for path in PICTURES.glob(kind)}
    if name not in known:
        raise UnknownName("picture", name[:80], known)
    return FileResponse(known[name], headers={"Cache-Control": "no-cache"})


async def show_page(request: Request) -> Response:
    """Answer with the page; its script asks for the rest."""
    return page(
        request,
        "workbench.html.jinja",
        activations=ACTIVATIONS,
        optimizers=OPTIMIZERS,
        scalers=SCALERS,
        fillings=FILLINGS,
        symptoms=SYMPTOMS,
        upload_limit=LIMIT_IN_WORDS,
        at_once=MOST_AT_ONCE,
        remembered=MOST_REMEMBERED,
    )
