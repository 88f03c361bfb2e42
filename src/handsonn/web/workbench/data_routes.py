"""Routes about data: what there is, a look at it, an upload."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from handsonn.data import card, catalogue
from handsonn.data.files import FORMATS, format_of
from handsonn.data.registry import NAMES
from handsonn.errors import HandsonnError
from handsonn.experiments.data_view import column_names, view_data
from handsonn.experiments.training_settings import read_settings
from handsonn.records import Dataset
from handsonn.web.workbench.allowed_paths import allowed_source, own_files
from handsonn.web.workbench.answers import answer, read_json, refusal
from handsonn.web.workbench.controls import problem
from handsonn.web.workbench.uploads import receive_upload, safe_name

_NAMED = 4  # columns with gaps
_SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)


class DataRoutes:
    """Handlers of one learner's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def catalogue(self, _request: Request) -> Response:
        """List the named data sets, and the data files in the learner's folder."""
        return answer(await run_in_threadpool(self._catalogue))

    async def look(self, request: Request) -> Response:
        """Load the data as the settings say, in a thread, and say what is in them."""
        wanted = await read_json(request)
        return answer(await run_in_threadpool(self._look, wanted))

    async def upload(self, request: Request) -> Response:
        """Take a file: its bytes are the request's body, its name is in the address."""
        try:
            name = request.query_params.get("name", "")
            received = await receive_upload(name, request.stream(), self._folder)
        except HandsonnError as error:
            return refusal(error, control="upload")
        words = received.in_words(safe_name(name), self._folder)
        return answer({"path": str(received.path.relative_to(self._folder)), "words": words})

    def _catalogue(self) -> dict[str, Any]:
        named = [
            {
                "name": each.name,
                "title": each.title,
                "task": each.task,
                "kind": each.kind,
                "samples": each.samples,
                "download": each.download_bytes > 0,
                "chooses_target": each.chooses_target,
            }
            for each in catalogue()
        ]
        return {"named": named, "files": own_files(self._folder, _SUFFIXES)}

    def _look(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Give columns, target and view; or columns and the sentence that says why there is no view."""
        data = wanted.get("data")
        wanted = {"data": dict(data)} if isinstance(data, dict) else {"data": data}
        settings = read_settings(wanted)
        source = allowed_source(settings.name_or_path, self._folder)
        columns = () if source in NAMES or not Path(source).exists() else column_names(source)
        loading = dict(settings.loading)
        if columns and not loading.get("target"):
            left = [name for name in columns if name not in loading.get("without", ())]
            loading["target"] = left[-1] if left else columns[-1]
        found = {"columns": list(columns), "target": loading.get("target", ""), "source": source}
        notes: list[str] = []
        try:
            dataset = _load(source, loading, notes)
        except HandsonnError as error:
            return {**found, "view": None, "problem": problem(str(error).replace(f"{self._folder}/", ""))}
        view = view_data(dataset) | {"notes": notes}
        if source in NAMES and card(source).chooses_target:
            found["columns"] = [*(column.name for column in dataset.columns), dataset.target_name]
            found["target"] = dataset.target_name
        return {
            **found,
            "view": view,
            "problem": None if loading.get("missing") else _gaps_refused(source, view),
        }


def _gaps_refused(source: str, view: dict[str, Any]) -> dict[str, str] | None:
    """Say before any training that a file's gaps need a choice; None where there are none."""
    count = view["missing_values"]
    if source in NAMES or not count:
        return None
    where = ", ".join(f"{name}: {gaps:,}" for name, gaps in list(view["missing_in"].items())[:_NAMED])
    more = ", ..." if len(view["missing_in"]) > _NAMED else ""
    values = (
        f"{count:,} value{' is' if count == 1 else 's are'} missing{f' ({where}{more})' if where else ''}"
    )
    advice = "choose how gaps are filled, or leave the column out" if where else "choose how gaps are filled"
    return {"sentence": f"{values}: {advice}.", "control": "missing"}


def _load(source: str, loading: dict[str, Any], notes: list[str]) -> Dataset:
    """Load for a look: gaps are let through, to be counted; training refuses or fills them as it is told."""
    from handsonn.data import load

    options = dict(loading)
    if source not in NAMES and format_of(Path(source)).name != "folder of images":
        options["missing"] = "median"
    return load(source, notify=notes.append, **options)
