"""What the home page says, by what the learner has done."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import journal_samples
import pytest
from small_course import write_repository

from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.journal import Journal


def test_a_new_learner_sees_the_road_the_labs_and_where_to_start(site: Any) -> None:
    text = site.get("/").text
    assert "Start with: Count" in text
    assert 'href="/labs/ch10/count/"' in text
    assert "0 of 2 labs<" in text
    assert "An empty chapter" in text
    assert "is kept and listed here" in text
    assert 'role="alert"' not in text


def test_a_lab_that_was_opened_is_gone_on_with(site: Any) -> None:
    site.shell.progress.mark("recount", "seen")
    text = site.get("/").text
    assert "Go on with: Recount" in text
    assert "◐ opened" in text


def test_a_lab_that_is_done_is_marked_and_the_next_is_offered(site: Any) -> None:
    site.shell.progress.mark("count", "done")
    text = site.get("/").text
    assert "✓ done" in text
    assert "1 of 2 labs<" in text
    assert "Next: Recount" in text


def test_when_all_is_done_nothing_is_pressed_on_the_learner(site: Any) -> None:
    for name in ("count", "recount"):
        site.shell.progress.mark(name, "done")
    assert 'class="primary"' not in site.get("/").text


def test_a_course_without_labs_shows_what_its_chapters_are_about(site: Any, make_site: Any) -> None:
    bare = tuple(dataclasses.replace(chapter, labs=(), exercises=()) for chapter in site.settings.chapters)
    text = make_site(dataclasses.replace(site.settings, chapters=bare)).get("/").text
    assert "It is about counting." in text
    assert "What the chapters are about" in text


def test_in_a_repository_exercises_notes_and_search_are_on_the_page(site: Any) -> None:
    text = site.get("/").text
    assert "handsonn init my_notes" in text
    assert 'role="search"' not in text
    answer = write_repository(site.settings.folder)
    ExerciseMarks(site.settings.folder).hint_given("double", 3)
    notes = site.settings.folder / "ch_10" / "README.md"
    notes.parent.mkdir()
    notes.write_text(
        "<!-- handsonn chapter 10 -->\n\n## 2026-01-02 10:00 · <b>Scaling</b>\n\none two three\n"
    )
    text = site.get("/").text
    assert "handsonn init" not in text
    assert 'role="search"' in text
    assert "0 of 1 exercise<" in text
    assert re.search(r'href="/exercises/ch10/double/"[^>]*data-state="begun"', text)
    assert 'Your notes: 3 words in <a href="/notes/ch10/"><code>ch_10/README.md</code></a>' in text
    assert "2026-01-02 10:00 · &lt;b&gt;Scaling" in text
    for name in ("count", "recount"):
        site.shell.progress.mark(name, "done")
    assert "Go on with the exercise: Twice as much" in site.get("/").text
    assert answer.is_file()


def test_a_damaged_repository_is_told_and_the_page_shows_all_the_same(site: Any) -> None:
    write_repository(site.settings.folder)
    (site.settings.folder / ".handsonn" / "repository.json").write_text("{")
    text = site.get("/").text
    assert "repository.json is damaged" in text
    assert "Start with: Count" in text


def test_a_broken_file_of_marks_is_told_and_the_page_shows_all_the_same(site: Any) -> None:
    (site.settings.folder / "labs").mkdir()
    (site.settings.folder / "labs" / "progress.json").write_text("{")
    text = site.get("/").text
    assert "could not be understood" in text
    assert "Start with: Count" in text


def test_marks_of_a_newer_handsonn_are_told(site: Any) -> None:
    (site.settings.folder / "labs").mkdir()
    (site.settings.folder / "labs" / "progress.json").write_text('{"handsonn_progress": 9, "labs": {}}')
    assert "newer handsonn" in site.get("/").text


def test_the_latest_runs_are_listed_with_their_scores(site: Any) -> None:
    journal = Journal(site.settings.runs_folder)
    for _ in range(6):
        journal.new_run("digits", journal_samples.fill)
    text = site.get("/").text
    assert 'href="/runs/digits-0006/"' in text
    assert "digits-0002" not in text
    assert "accuracy 90.0%" in text


def test_a_folder_of_runs_that_cannot_be_read_is_told(site: Any) -> None:
    Path(site.settings.runs_folder).write_text("a file")
    assert "cannot be read" in site.get("/").text


def test_what_files_are_called_is_shown_as_text_and_never_as_html(site: Any) -> None:
    journal = Journal(site.settings.runs_folder)
    record = journal.new_run("digits", journal_samples.fill)
    name = "<img src=x onerror=alert(1)>-0002"
    (journal.folder / record.name).rename(journal.folder / name)
    for path in ("/", "/runs"):
        text = site.get(path).text
        assert "<img" not in text
        assert "&lt;img src=x" in text


def test_the_warm_up_says_how_far_it_is(site: Any) -> None:
    assert '"started":false' in site.get("/warm-up").text


def test_an_address_that_is_none_is_a_page_with_a_sentence(site: Any) -> None:
    reply = site.get("/nowhere")
    assert reply.status == 404
    assert "There is no page at this address" in reply.text


def test_a_defect_is_a_page_without_a_traceback(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("handsonn.web.home.overview", broken)
    reply = site.get("/")
    assert reply.status == 500
    assert "a defect of handsonn, not a mistake of yours" in reply.text
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text
    assert isinstance(reply.error, ZeroDivisionError)  # which the server prints in the terminal


def test_the_lab_that_the_page_leads_to_is_rehearsed(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(site.shell.mounts, "rehearse", lambda lab: wanted.append(lab.name))
    site.get("/")
    site.post("/labs/ch10/count/done", b'{"state": "done"}')
    site.get("/")
    assert wanted == ["count", "recount"]
