"""Routes about trainings: begin, watch, stop, go on, look closer, save, keep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from handsonn.course.repository import update_index_around
from handsonn.errors import HandsonnError, JournalError, UsageError
from handsonn.experiments.put_aside import keep_put_aside
from handsonn.experiments.results_folder import PICTURES, RESULTS_FOLDER, SAVED, read_result, read_samples
from handsonn.experiments.sample_view import image_sheet
from handsonn.experiments.script import DATA_FILE, SCRIPT_FILE, with_data_beside
from handsonn.experiments.training_process import MADE_FOLDER
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.journal import Journal
from handsonn.web.workbench.allowed_paths import allowed_source
from handsonn.web.workbench.answers import answer, read_json
from handsonn.web.workbench.command_line import as_typed, train_command
from handsonn.web.workbench.controls import problem
from handsonn.web.workbench.job import Job
from handsonn.web.workbench.jobs import Jobs
from handsonn.web.workbench.news import POLL_SECONDS, whole_number
from handsonn.web.workbench.run_again import settings_of_run


class JobRoutes:
    """Handlers of one learner's trainings."""

    def __init__(self, jobs: Jobs, folder: Path, runs: Path) -> None:
        self._jobs = jobs
        self._folder = folder
        self._runs = runs

    async def start(self, request: Request) -> Response:
        """Begin a training with the settings in the request's body."""
        settings = self._settings(await read_json(request))
        job = await run_in_threadpool(self._jobs.start, settings)
        return answer({"id": job.id}, 201)

    async def command(self, request: Request) -> Response:
        """Write the command line that does what these settings do, or say what is wrong with them.

        The page asks while the learner types, so what is wrong is an answer here, not a refusal.
        """
        document = await read_json(request)
        try:
            settings = self._settings(document)
        except HandsonnError as error:
            return answer({"command": "", "problem": problem(str(error))})
        return answer({"command": train_command(settings, self._folder, self._runs), "problem": None})

    async def of_run(self, request: Request) -> Response:
        """Give the settings of a kept run, for the form."""
        journal, name = Journal(self._runs), request.path_params["run"]
        settings = await run_in_threadpool(lambda: settings_of_run(journal.read(name)))
        document = settings.to_jsonable()
        return answer({"settings": {**document, "data": self._as_typed(document["data"])}})

    async def all(self, _request: Request) -> Response:
        """List the trainings, newest first, without their curves."""
        jobs = await run_in_threadpool(self._jobs.all)
        return answer({"jobs": [self._facts(job, 1 << 62) for job in jobs]})

    async def news(self, request: Request) -> Response:
        """Say what changed since the version that the page knows; wait a little if nothing did."""
        job = await self._job(request)
        known = whole_number(request, "version", -1)
        await job.bell.wait_until(lambda: job.version != known, POLL_SECONDS)
        return answer(self._facts(job, whole_number(request, "epochs", 0)))

    async def stop(self, request: Request) -> Response:
        """Let it stop, and keep what was learnt."""
        job = await self._job(request)
        await run_in_threadpool(self._jobs.stop, job)
        return answer(self._facts(job))

    async def go_on(self, request: Request) -> Response:
        """Let it train on from where it stopped, up to more epochs if the address asks for more."""
        job = await self._job(request)
        epochs = whole_number(request, "epochs", 0)
        await run_in_threadpool(self._jobs.go_on, job, epochs)
        return answer(self._facts(job))

    async def forget(self, request: Request) -> Response:
        """Delete it and everything that was not kept."""
        job = await self._job(request)
        await run_in_threadpool(self._jobs.forget, job)
        return answer({"deleted": job.id})

    async def result(self, request: Request) -> Response:
        """Give the score in words, the matrix or the residuals, the worst mistakes and the script."""
        job = await self._job(request)
        return answer(await run_in_threadpool(_result, job))

    async def cell(self, request: Request) -> Response:
        """Give samples of one cell of the confusion matrix."""
        job = await self._job(request)
        cell = (whole_number(request, "true", -1), whole_number(request, "predicted", -1))
        return answer(await run_in_threadpool(_samples, job, cell))

    async def file(self, request: Request) -> Response:
        """Give a saved file to the browser's folder of downloads."""
        job = await self._job(request)
        if request.path_params["file"] == SCRIPT_FILE:
            script = await run_in_threadpool(lambda: _script(job, read_result(job.folder)))
            attached = {"Content-Disposition": f'attachment; filename="{SCRIPT_FILE}"'}
            return Response(script, media_type="text/x-python", headers=attached)
        path, name = await run_in_threadpool(_saved_file, job, request.path_params["file"])
        return FileResponse(path, filename=name, content_disposition_type="attachment")

    async def keep(self, request: Request) -> Response:
        """Keep the run in the learner's journal; a second time gives the same run.

        The index in the repository's README.md follows once the answer is sent; the run is kept without it,
        too.
        """
        job = await self._job(request)
        kept = answer(await run_in_threadpool(self._keep, job))
        kept.background = BackgroundTask(update_index_around, self._runs)
        return kept

    def _keep(self, job: Job) -> dict[str, Any]:
        journal = Journal(self._runs)
        with job.keeping:
            if job.kept and _is_there(journal, job.kept):
                return self._facts(job)
            if job.state != "done":
                raise UsageError("there is no run to keep yet; wait until the training is done.")
            made = job.folder / MADE_FOLDER / str(read_result(job.folder)["run"])
            record = keep_put_aside(made, job.folder / PICTURES, journal)
            job.take({"event": "kept", "name": record.name})
        return self._facts(job)

    def _settings(self, document: dict[str, Any]) -> TrainingSettings:
        settings = read_settings(document)
        source = allowed_source(settings.name_or_path, self._folder)
        return TrainingSettings(source, settings.loading, settings.experiment, settings.seed)

    async def _job(self, request: Request) -> Job:
        return await run_in_threadpool(self._jobs.find, request.path_params["job"])

    def _facts(self, job: Job, epochs_known: int = 0) -> dict[str, Any]:
        facts = job.facts(epochs_known)
        settings = {**facts["settings"], "data": self._as_typed(facts["settings"].get("data", {}))}
        return {**facts, "settings": settings, "place": self._jobs.place(job)}

    def _as_typed(self, data: dict[str, Any]) -> dict[str, Any]:
        """Name a file in the learner's folder as they would type it there."""
        return {**data, "name_or_path": as_typed(str(data.get("name_or_path", "")), self._folder)}


def _is_there(journal: Journal, name: str) -> bool:
    try:
        journal.folder_of(name)
    except JournalError:
        return False
    return True


def _result(job: Job) -> dict[str, Any]:
    result = read_result(job.folder)
    made = job.folder / MADE_FOLDER / result["run"]
    return {
        **result,
        "script": _script(job, result),
        "has_data": (made / DATA_FILE).is_file(),
        "mistakes": _samples(job, None),
    }


def _script(job: Job, result: dict[str, Any]) -> str:
    """Give the run's script under the name by which the learner knows the run: none before it is kept."""
    made = job.folder / MADE_FOLDER / result["run"]
    try:
        script = (made / SCRIPT_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise HandsonnError(
            f"the script of this run cannot be read ({error.strerror}); train again."
        ) from None
    beside = (made / DATA_FILE).is_file()
    return with_data_beside(script, job.kept, result["ended"], data_beside=beside)


def _samples(job: Job, cell: tuple[int, int] | None) -> dict[str, Any]:
    samples, images = read_samples(job.folder, cell=cell)
    return {**samples, "sheet": None if images is None else image_sheet(images)}


def _saved_file(job: Job, name: str) -> tuple[Path, str]:
    """Find a file by the name that the result told; a path is none of these names."""
    result = read_result(job.folder)
    made = job.folder / MADE_FOLDER / result["run"]
    known = {
        each["file"]: job.folder / RESULTS_FOLDER / SAVED / each["file"]
        for each in result["saved"]
        if "file" in each
    }
    known[DATA_FILE] = made / DATA_FILE
    path = known.get(name)
    if path is None or not path.is_file():
        raise UsageError(f"this training saved no file {name[:80]!r}; known: {', '.join(known)}.")
    stem = job.kept or result["run"]
    return path, name.replace("model.", f"{stem}.", 1) if name.startswith("model.") else name
