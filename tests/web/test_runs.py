"""The pages of runs: the table, the report, and nothing outside the folder of runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import journal_samples
import pytest
from markupsafe import escape

from handsonn.journal import Journal
from handsonn.plots.score_words import score_sentence
from handsonn.records import RunRecord
from handsonn.web.run_rows import read_table

REPORT = "<!doctype html><title>report</title><script>document.title = 'run'</script>"


@pytest.fixture
def journal(site: Any) -> Journal:
    journal = Journal(site.settings.runs_folder)

    def with_report(folder: Path, name: str) -> RunRecord:
        (folder / "report.html").write_text(REPORT)
        return journal_samples.record(
            name, accuracy=(0.95, 0.9, 1.0), settings={"learning_rate": 0.01, "layers": (8,)}
        )

    journal.new_run("digits", journal_samples.fill)
    journal.new_run("digits", with_report)
    return journal


def test_the_table_has_settings_beside_scores(journal: Journal) -> None:
    table = read_table(journal)
    assert table.names == ("digits-0002", "digits-0001")
    assert table.heads[:5] == ("made", "data", "accuracy", "learning_rate", "layers")
    shown = [dict(zip(table.heads, (cell.shown for cell in row), strict=True)) for row in table.rows]
    assert [row["accuracy"] for row in shown] == ["95.0%", "90.0%"]
    assert [row["learning_rate"] for row in shown] == ["0.01", "0.001"]
    assert [row["layers"] for row in shown] == ["8", "300, 100"]
    assert {"accuracy", "learning_rate", "seed", "parameters"} <= table.numeric
    assert "layers" not in table.numeric


def test_settings_that_are_the_same_everywhere_may_be_hidden(site: Any) -> None:
    journal = Journal(site.settings.runs_folder)
    for rate in (0.1, 0.2):
        journal.new_run(
            "digits",
            lambda _folder, name, rate=rate: journal_samples.record(
                name, settings={"learning_rate": rate, "scaler": "minmax", "bias": True, "loss": None}
            ),
        )
    table = read_table(journal)
    assert table.same == {"scaler", "bias", "loss"}
    assert "also show the settings that are the same" in site.get("/runs").text


def test_without_runs_the_page_says_how_to_make_one(site: Any) -> None:
    assert "handsonn train digits" in site.get("/runs").text


def test_a_run_that_cannot_be_read_has_its_sentence_beside_the_others(site: Any, journal: Journal) -> None:
    (journal.folder / "digits-0002" / "record.json").write_text("{")
    text = site.get("/runs").text
    assert "The record.json of the run digits-0002 is damaged" in text
    assert 'href="/runs/digits-0001/"' in text
    page = site.get("/runs/digits-0002/")
    assert page.status == 200
    assert "is damaged" in page.text


def test_a_run_shows_its_report_in_a_sandbox(site: Any, journal: Journal) -> None:
    assert 'src="report.html"' in site.get("/runs/digits-0002/").text
    reply = site.get("/runs/digits-0002/report.html")
    assert reply.text == REPORT
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert journal.read("digits-0002")


def test_a_run_without_a_report_shows_what_is_known(site: Any, journal: Journal) -> None:
    text = site.get("/runs/digits-0001/").text
    assert "kept without a report" in text
    assert "learning_rate" in text
    assert escape(score_sentence(journal.read("digits-0001").report)) in text
    missing = site.get("/runs/digits-0001/report.html")
    assert (missing.status, "has no report" in missing.text) == (404, True)
    assert site.get("/runs/digits-0001").headers["location"] == "/runs/digits-0001/"
    assert journal.folder.is_dir()


def test_an_unknown_run_gets_the_nearest_name(site: Any, journal: Journal) -> None:
    reply = site.get("/runs/digitz-0002/")
    assert reply.status == 404
    assert "did you mean &#39;digits-0002&#39;" in reply.text
    assert journal.folder.is_dir()


@pytest.mark.parametrize(
    "name",
    ["..", ".", "%2e%2e", "..%2f..%2fetc", "%2fetc", "digits-0002%2f..%2f..", "..%5c..", ".hidden", "%00"],
)
@pytest.mark.parametrize("rest", ["", "report.html"])
def test_nothing_outside_the_folder_of_runs_is_shown(
    site: Any, journal: Journal, name: str, rest: str
) -> None:
    (journal.folder.parent / "report.html").write_text("not yours")
    reply = site.get(f"/runs/{name}/{rest}")
    assert reply.status == 404
    assert "not yours" not in reply.text


def test_links_that_lead_out_of_the_folder_of_runs_are_not_followed(
    site: Any, journal: Journal, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "record.json").write_text((journal.folder / "digits-0001" / "record.json").read_text())
    (outside / "report.html").write_text("not yours")
    (journal.folder / "digits-0009").symlink_to(outside)
    (journal.folder / "digits-0001" / "report.html").symlink_to(outside / "report.html")
    for path in ("/runs/digits-0009/", "/runs/digits-0009/report.html", "/runs/digits-0001/report.html"):
        reply = site.get(path)
        assert reply.status == 404
        assert "not yours" not in reply.text
    assert "kept without a report" in site.get("/runs/digits-0001/").text


def test_a_folder_of_runs_that_cannot_be_read_is_told(site: Any) -> None:
    Path(site.settings.runs_folder).write_text("a file")
    assert "cannot be read" in site.get("/runs").text
