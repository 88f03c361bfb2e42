"""A run that is shown before the learner decides to keep it: put aside whole, kept later without training."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.experiments.keep import write_report_page
from handsonn.experiments.pictures import draw_pictures
from handsonn.experiments.script import DATA_FILE, SCRIPT_FILE, with_data_beside
from handsonn.journal import Journal
from handsonn.records import RunRecord

if TYPE_CHECKING:
    from handsonn.experiments.run import Run
    from handsonn.plots import Picture

_INDEX = "pictures.json"


def put_pictures_aside(run: Run, folder: Path) -> None:
    """Draw the run's pictures, light and dark, into this empty folder. Raises OSError as the disk does."""
    index = {}
    for stem, picture in draw_pictures(run).items():
        (folder / f"{stem}.light.{picture.form}").write_bytes(picture.light)
        (folder / f"{stem}.dark.{picture.form}").write_bytes(picture.dark)
        index[stem] = {"title": picture.title, "alternative": picture.alternative, "form": picture.form}
    (folder / _INDEX).write_text(json.dumps(index), encoding="utf-8")


def keep_put_aside(aside: Path, pictures: Path, journal: Journal) -> RunRecord:
    """Keep a run that lies in the folder `aside` in the learner's journal, under the next name there.

    pictures: what put_pictures_aside made of it. The files are copied; the script's title and the report get
    the new name. Raises JournalError when the disk refuses; nothing is then left half kept.
    """
    record = Journal(aside.parent).read(aside.name)

    def fill(folder: Path, name: str) -> RunRecord:
        for path in aside.iterdir():
            shutil.copyfile(path, folder / path.name)
        beside = (folder / DATA_FILE).is_file()
        script = (folder / SCRIPT_FILE).read_text(encoding="utf-8")
        script = with_data_beside(script, name, record.ended, data_beside=beside)
        (folder / SCRIPT_FILE).write_text(script, encoding="utf-8")
        named = replace(record, name=name)
        write_report_page(named, _pictures(pictures), script, folder)
        return named

    return journal.new_run(record.data.name, fill)


def _pictures(folder: Path) -> dict[str, Picture]:
    from handsonn.plots import Picture

    index: dict[str, dict[str, Any]] = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
    return {
        stem: Picture(
            known["title"],
            known["alternative"],
            (folder / f"{stem}.light.{known['form']}").read_bytes(),
            (folder / f"{stem}.dark.{known['form']}").read_bytes(),
            known["form"],
        )
        for stem, known in index.items()
    }
