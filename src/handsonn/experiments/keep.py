"""Keep a run in the journal: a folder that holds everything to read, reload and reproduce it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.errors import ModelError
from handsonn.experiments.next_commands import next_commands
from handsonn.experiments.pictures import draw_pictures
from handsonn.experiments.script import DATA_FILE, SCRIPT_FILE, run_script
from handsonn.experiments.script_data import fits_beside, write_data
from handsonn.records import RunRecord

if TYPE_CHECKING:
    from handsonn.experiments.run import Run
    from handsonn.journal import Journal
    from handsonn.plots import Picture

MODEL_FILE = "model.keras"
REPORT_FILE = "report.html"


def keep_run(run: Run, journal: Journal, *, report: bool = True) -> RunRecord:
    """Write the run into the journal: record, model, script and, unless told not to, pictures and report.

    Raises JournalError when the disk refuses, FormatError for a model that cannot be saved; no half of a run
    is left behind.
    """

    def fill(folder: Path, name: str) -> RunRecord:
        from handsonn.models.formats import save

        record = run.record(name)
        save(run.model, folder / MODEL_FILE, ["keras"])
        script = _write_script(run, folder, name)
        if report:
            write_report_page(record, draw_pictures(run), script, folder)
        return record

    return journal.new_run(run.data.dataset.name, fill)


def _write_script(run: Run, folder: Path, name: str) -> str:
    beside = fits_beside(run.data)
    if beside:
        write_data(run.data, folder / DATA_FILE)
    try:
        script = run_script(run, name, data_beside=beside)
    except ModelError as error:  # the run is worth keeping even so; its script says why it is none
        script = f'"""No script can repeat the run {name}."""\n\nraise SystemExit({str(error)!r})\n'
    (folder / SCRIPT_FILE).write_text(script, encoding="utf-8")
    return script


def write_report_page(record: RunRecord, pictures: dict[str, Picture], script: str, folder: Path) -> None:
    """Write the pictures, and the report that shows them, into a run's folder. Raises OSError."""
    from handsonn.plots import Layer, write_report

    for stem, picture in pictures.items():
        (folder / f"{stem}.{picture.form}").write_bytes(picture.light)
    layers: Sequence[Layer] = [
        Layer(layer.name, layer.kind, layer.output_shape, layer.parameters) for layer in record.layers
    ]
    page = write_report(
        record,
        tuple(pictures.values()),
        layers=layers,
        script=script,
        next_commands=next_commands(record.name, folder.parent),
    )
    (folder / REPORT_FILE).write_text(page, encoding="utf-8")
