"""Routes about diagnoses: look before a training, prove, watch, stop, show, keep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from handsonn.diagnosis import find_rule
from handsonn.errors import UsageError
from handsonn.experiments.diagnosing.keep import RECORD_FILE, REPORT_FILE, RESULTS, keep_written
from handsonn.experiments.diagnosis_process import ANSWER_FILE
from handsonn.experiments.diagnosis_settings import DiagnosisSettings, read_diagnosis_settings
from handsonn.experiments.results_folder import RESULTS_FOLDER
from handsonn.experiments.training_settings import TrainingSettings
from handsonn.web.security_headers import diagnosis_policy
from handsonn.web.workbench.allowed_paths import allowed_source
from handsonn.web.workbench.answers import answer, read_json
from handsonn.web.workbench.command_line import as_typed
from handsonn.web.workbench.controls import problem
from handsonn.web.workbench.diagnoses import Diagnoses
from handsonn.web.workbench.job import Job
from handsonn.web.workbench.looker import Superseded
from handsonn.web.workbench.news import POLL_SECONDS, whole_number

_LONGEST_PAGE = 40
_SHOWN = (
    "id", "version", "state", "stage", "notes", "error", "seconds_left", "share", "doing", "kept", "stopping",
)  # fmt: skip
_FILES = {REPORT_FILE: "text/html", RECORD_FILE: "application/json"}


class DiagnosisRoutes:
    """Handlers of one learner's diagnoses."""

    def __init__(self, diagnoses: Diagnoses, folder: Path) -> None:
        self._diagnoses = diagnoses
        self._jobs = diagnoses.jobs
        self._folder = folder

    async def before(self, request: Request) -> Response:
        """Say what configuration and data alone show, or why they cannot be looked at; nothing is trained.

        The page asks while the learner types, so what is wrong is an answer here, not a refusal.
        """
        document = await read_json(request)
        page = str(document.pop("page", ""))[:_LONGEST_PAGE]
        try:
            settings = self._settings(document).training
            told = await run_in_threadpool(self._diagnoses.looker.look, settings.to_jsonable(), page)
        except Superseded:
            return answer({"superseded": True})
        except UsageError as error:
            return answer({"problem": problem(str(error).replace(f"{self._folder}/", ""))})
        return answer(
            {"findings": [self._finding(each) for each in told["findings"]], "passed": told["passed"]}
        )

    async def start(self, request: Request) -> Response:
        """Begin a diagnosis with proof of the settings in the request's body."""
        settings = self._settings(await read_json(request))
        job = await run_in_threadpool(self._jobs.start, settings)
        return answer({"id": job.id}, 201)

    async def news(self, request: Request) -> Response:
        """Say what changed since the version that the page knows; wait a little if nothing did."""
        job = await self._job(request)
        known = whole_number(request, "version", -1)
        await job.bell.wait_until(lambda: job.version != known, POLL_SECONDS)
        return answer(self._facts(job))

    async def stop(self, request: Request) -> Response:
        """End it."""
        job = await self._job(request)
        await run_in_threadpool(self._jobs.stop, job)
        return answer(self._facts(job))

    async def result(self, request: Request) -> Response:
        """Say in short what was found, and what the page's controls have to do with it."""
        job = await self._job(request)
        return answer(await run_in_threadpool(self._result, job))

    async def file(self, request: Request) -> Response:
        """Give the page with everything in it, or the record."""
        job = await self._job(request)
        name = request.path_params["file"]
        path = job.folder / RESULTS_FOLDER / name
        if name not in _FILES or not path.is_file():
            raise UsageError(f"this diagnosis has no file {name[:80]!r}; known: {', '.join(_FILES)}.")
        headers = {"Content-Security-Policy": diagnosis_policy(), "Cache-Control": "no-store"}
        return FileResponse(path, media_type=_FILES[name], headers=headers)

    async def keep(self, request: Request) -> Response:
        """Keep it in the learner's folder diagnoses/; a second time gives the same folder."""
        job = await self._job(request)
        return answer(await run_in_threadpool(self._keep, job))

    async def rule(self, request: Request) -> Response:
        """Show the page of a rule: what it looks for, why, and what to do."""
        from handsonn.web.workbench.rule_page import rule_page

        return rule_page(request, find_rule(request.path_params["code"]))

    def _settings(self, document: dict[str, Any]) -> DiagnosisSettings:
        settings = read_diagnosis_settings(document)
        training = settings.training
        source = allowed_source(training.name_or_path, self._folder)
        training = TrainingSettings(source, training.loading, training.experiment, training.seed)
        return DiagnosisSettings(training, settings.symptom)

    def _finding(self, finding: dict[str, Any]) -> dict[str, Any]:
        change = finding["change"]
        if change is not None:
            change = {**change, "settings": self._shown(change["settings"])}
        return {**finding, "change": change}

    def _result(self, job: Job) -> dict[str, Any]:
        path = job.folder / RESULTS_FOLDER / ANSWER_FILE
        try:
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise UsageError("this diagnosis has no answer yet; wait until it is done.") from None
        shown = {name: self._shown(found[name]) for name in ("settings", "likely")}
        return {**found, **shown, "given": self._shown(job.settings)}

    def _keep(self, job: Job) -> dict[str, Any]:
        with job.keeping:
            if not job.kept or not (self._folder / job.kept).is_dir():
                if job.state != "done":
                    raise UsageError("there is no diagnosis to keep yet; wait until it is done.")
                stem = Path(str(job.settings["data"]["name_or_path"])).stem or "data"
                kept = keep_written(job.folder / RESULTS_FOLDER, self._folder / RESULTS, stem=stem)
                job.take({"event": "kept", "name": str(kept.relative_to(self._folder))})
        return self._facts(job)

    async def _job(self, request: Request) -> Job:
        return await run_in_threadpool(self._jobs.find, request.path_params["job"])

    def _facts(self, job: Job) -> dict[str, Any]:
        facts = job.facts()
        known = (
            "id",
            "version",
            "state",
            "stage",
            "notes",
            "error",
            "seconds_left",
            "share",
            "doing",
            "kept",
            "stopping",
        )
        settings = self._shown(facts["settings"])
        return {**{name: facts[name] for name in known}, "settings": settings, "place": self._jobs.place(job)}

    def _shown(self, settings: dict[str, Any] | None) -> dict[str, Any] | None:
        """Name a file in the learner's folder as they would type it there."""
        if settings is None:
            return None
        data = settings.get("data", {})
        shown = as_typed(str(data.get("name_or_path", "")), self._folder)
        return {**settings, "data": {**data, "name_or_path": shown}}
