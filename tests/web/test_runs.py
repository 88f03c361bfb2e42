"""The pages of runs: the table, the report, and nothing outside the folder of runs."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import journal_samples
import pytest
from markupsafe import escape

from handsonn.journal import Journal
from handsonn.plots.score_words import score_sentence
from handsonn.records import RunRecord
from handsonn.web.run_rows import read_facts, read_table
from handsonn.web.run_settings import DEFAULT_RATE, OTHER_DEFAULT_RATES

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
    assert table.heads[:6] == ("made", "data", "accuracy", "hidden layers", "learning rate", "epochs")
    shown = [dict(zip(table.heads, (cell.shown for cell in row), strict=True)) for row in table.rows]
    assert [row["accuracy"] for row in shown] == ["95.0%", "90.0%"]
    assert [row["learning rate"] for row in shown] == ["0.01", "0.001"]
    assert [row["hidden layers"] for row in shown] == ["8", "300, 100"]
    assert {"accuracy", "learning rate", "seed", "parameters"} <= table.numeric
    assert "hidden layers" not in table.numeric


def test_settings_that_are_the_same_everywhere_stand_aside_and_the_main_ones_never(site: Any) -> None:
    journal = Journal(site.settings.runs_folder)
    for rate, scaler in ((0.1, "minmax"), (0.1, "standard")):
        settings = {"learning_rate": rate, "scaler": scaler, "bias": True, "loss": None}
        journal.new_run(
            "digits",
            lambda _folder, name, settings=settings: journal_samples.record(name, settings=settings),
        )
    table = read_table(journal)
    assert {"bias", "loss", "seed", "test samples", "parameters", "ended"} <= table.aside
    assert not {"made", "data", "accuracy", "learning rate", "epochs", "scaler"} & table.aside
    assert "show all columns" in site.get("/runs").text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"optimizer": "adam", "learning_rate": None}, {"learning rate": "0.001"}),
        ({"optimizer": "SGD", "learning_rate": None}, {"learning rate": "0.01"}),
        ({"optimizer": "sgd", "learning_rate": 0.5}, {"learning rate": "0.5"}),
        ({"test": None, "validation": 0.1}, {"test samples": "360", "validation samples": "144"}),
        ({"epochs": 50, "early_stopping": 3}, {"epochs": "2 of 50", "early stopping": "after 3 epochs"}),
        ({"epochs": 2, "early_stopping": None}, {"epochs": "2", "early stopping": "off"}),
        ({"layers": (), "use_bias": False}, {"hidden layers": "none", "use bias": "no"}),
    ],
)
def test_a_run_shows_the_values_that_took_effect(given: dict[str, Any], shown: dict[str, str]) -> None:
    facts = read_facts(journal_samples.record(settings=given))
    assert {name: facts[name] for name in shown} == shown
    assert not {"learning_rate", "test", "validation_split"} & set(facts)


def test_the_default_learning_rates_are_those_of_keras() -> None:
    from handsonn.models.build import make_optimizer, optimizer_names

    for name in optimizer_names():
        rate = float(make_optimizer(name).get_config()["learning_rate"])
        assert OTHER_DEFAULT_RATES.get(name, DEFAULT_RATE) == pytest.approx(rate)


def test_what_differs_only_because_the_data_do_stands_aside(site: Any) -> None:
    journal = Journal(site.settings.runs_folder)
    for name, samples in (("digits", 1293), ("iris", 90)):
        for rate in (0.1, 0.2):
            made = journal_samples.record(settings={"learning_rate": rate, "scaler": f"of {name}"})
            data = dataclasses.replace(
                made.data, name=name, train_samples=samples, split_method=f"for {name}"
            )
            journal.new_run(name, lambda _, run, m=made, d=data: dataclasses.replace(m, name=run, data=d))
    table = read_table(journal)
    assert {"training samples", "split", "scaler"} <= table.aside
    assert "learning rate" not in table.aside


def test_the_time_is_that_of_the_learners_clock(monkeypatch: pytest.MonkeyPatch, journal: Journal) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT-5")  # five hours before Greenwich, as POSIX counts
    time.tzset()
    try:
        assert read_facts(journal.read("digits-0001"))["made"] == "2026-11-22 17:00"
    finally:
        monkeypatch.undo()
        time.tzset()


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
    text = site.get("/runs/digits-0002/").text
    assert 'src="report.html"' in text
    assert "<dt>test samples</dt><dd>360</dd>" in text
    reply = site.get("/runs/digits-0002/report.html")
    assert reply.text == REPORT
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert journal.read("digits-0002")


def test_a_run_without_a_report_shows_what_is_known(site: Any, journal: Journal) -> None:
    text = site.get("/runs/digits-0001/").text
    assert "kept without a report" in text
    assert "<dt>learning rate</dt><dd>0.001</dd>" in text
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
