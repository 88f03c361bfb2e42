"""The learner's runs: all of them in a table, and the report of each."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from handsonn.errors import HandsonnError, JournalError
from handsonn.plots.score_words import score_sentence
from handsonn.web.pages import page
from handsonn.web.places import real_path
from handsonn.web.run_rows import RunTable, read_facts, read_table
from handsonn.web.security_headers import report_policy
from handsonn.web.shell import shell_of
from handsonn.web.workbench.run_again import can_train_again

REPORT_FILE = "report.html"
_NO_RUNS = RunTable((), (), (), frozenset(), frozenset(), ())


def all_runs(request: Request) -> Response:
    """Show all runs: settings beside scores; a run that cannot be read has its sentence."""
    shell = shell_of(request)
    try:
        table, trouble = read_table(shell.journal), ""
    except HandsonnError as error:
        table, trouble = _NO_RUNS, str(error)
    return page(
        request, "runs.html.jinja", table=table, trouble=trouble, runs_folder=shell.settings.runs_folder
    )


def one_run(request: Request) -> Response:
    """Show one run: its report, or what is known of it where no report was kept."""
    name = request.path_params["name"]
    folder = _folder_of(request, name)
    has_report = real_path(folder / REPORT_FILE, folder) is not None
    try:
        record, trouble = shell_of(request).journal.read(name), ""
    except JournalError as error:
        record, trouble = None, str(error)
    return page(
        request,
        "run.html.jinja",
        run_name=name,
        folder=folder,
        has_report=has_report,
        can_be_diagnosed=record is not None and can_train_again(record),
        trouble=trouble,
        facts=read_facts(record) if record else {},
        score=score_sentence(record.report) if record else "",
    )


def report(request: Request) -> Response:
    """Give the report itself, in a sandbox."""
    folder = _folder_of(request, request.path_params["name"])
    path = real_path(folder / REPORT_FILE, folder)
    if path is None:
        raise HTTPException(404, "this run has no report; `handsonn show` tells what is known of it.")
    return FileResponse(
        path,
        media_type="text/html",
        headers={"Content-Security-Policy": report_policy(), "Cache-Control": "no-store"},
    )


def with_slash(request: Request) -> Response:
    """Send /runs/NAME to /runs/NAME/."""
    return RedirectResponse(f"{request.url.path}/")


def _folder_of(request: Request, name: str) -> Path:
    """Find a run's folder. Raises HTTPException 404 where there is none inside the folder of runs."""
    journal = shell_of(request).journal
    try:
        folder = journal.folder_of(name)
    except JournalError as error:
        raise HTTPException(404, str(error)) from error
    inside = real_path(folder, journal.folder)
    if inside is None:
        raise HTTPException(404, f"the run {name} lies outside {journal.folder}, so it is not shown here.")
    return inside


ROUTES = [
    Route("/runs", all_runs),
    Route("/runs/{name}", with_slash),
    Route("/runs/{name}/", one_run),
    Route("/runs/{name}/report.html", report),
]
