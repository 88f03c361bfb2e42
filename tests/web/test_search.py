"""Search: what is found, where it leads, and that all of it is text."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import journal_samples
import pytest
from small_course import write_repository

from handsonn.journal import Journal
from handsonn.journal.repository.search import Hit
from handsonn.web.search import found_in

NOTE = "<!-- handsonn chapter 10 -->\n\n## 2026-01-02 10:00 · Scaling\n\nThe <b>scaler</b> saw all rows.\n"


@pytest.fixture
def notes(site: Any) -> Path:
    answer = write_repository(site.settings.folder)
    answer.write_text("scaler = None\n")
    path: Path = site.settings.folder / "ch_10" / "README.md"
    path.parent.mkdir()
    path.write_text(NOTE)
    return path


def test_notes_code_and_runs_are_found_with_where_they_are(site: Any, notes: Path) -> None:
    run = Journal(site.settings.runs_folder).new_run("scaler_digits", journal_samples.fill).name
    text = site.get("/search?q=scaler").text
    assert notes.is_file()
    anchor = "at-2026-01-02-1000--scaling"
    assert f'<a href="/notes/ch10/#{anchor}">ch_10/README.md, line 5</a> · Scaling' in text
    assert f'id="{anchor}"' in site.get("/notes/ch10/").text
    assert "The &lt;b&gt;<mark>scaler</mark>&lt;/b&gt; saw all rows." in text
    assert 'href="/exercises/ch10/double/"' in text
    assert f'href="/runs/{run}/"' in text
    assert "3 places" in text
    elsewhere = dataclasses.replace(site.shell, settings=dataclasses.replace(
        site.settings, runs_folder=Path("elsewhere")))  # fmt: skip
    hit = Hit("run", Path("runs", run), 0, "x", (), "", "")
    (found,) = found_in([hit], elsewhere, site.settings.folder)
    assert found.address == ""  # /runs shows other runs there


def test_a_question_is_shown_as_text_and_so_is_its_answer(site: Any, notes: Path) -> None:
    assert notes.is_file()
    text = site.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22+x").text
    assert "<script>alert" not in text
    assert "holds all these words: &lt;script&gt;alert(1)" in text
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;&#34; x"' in text


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%20", "?p=1"])
def test_without_a_word_the_page_asks_for_one(site: Any, notes: Path, query: str) -> None:
    assert notes.is_file()
    reply = site.get(f"/search{query}")
    assert reply.status == 200
    assert "Give one or more words" in reply.text


def test_a_place_is_found_below_its_own_heading(site: Any, notes: Path) -> None:
    notes.write_text(
        "# Notes\n\n## See [it](https://x.example)\n\nscaler\n\n## Again\n\n## Again\n\nscaler\n"
    )
    found, page = site.get("/search?q=scaler").text, site.get("/notes/ch10/").text
    for anchor in ("at-see-it", "at-again-1"):
        assert f'/notes/ch10/#{anchor}"' in found
        assert f'id="{anchor}"' in page


def test_outside_of_a_repository_the_page_says_how_to_begin(site: Any) -> None:
    assert "handsonn init my_notes" in site.get("/search?q=scaler").text


def test_what_cannot_be_searched_is_told(site: Any, notes: Path) -> None:
    notes.with_name("torn.md").write_bytes(b"scaler\0")
    assert "torn.md was not searched: it is no text" in site.get("/search?q=scaler").text
    (site.settings.folder / ".handsonn" / "shipped.json").write_text("[")
    assert "shipped.json is damaged" in site.get("/search?q=scaler").text
    (site.settings.folder / ".handsonn" / "repository.json").write_text("[")
    assert "repository.json is damaged" in site.get("/search?q=scaler").text


def test_of_a_long_line_the_part_around_the_first_word_is_kept(site: Any) -> None:
    line = "a" * 500 + " scaler " + "b" * 500
    hit = Hit("note", Path("ch_10/README.md"), 5, line, ((501, 507),), "scaler", "")
    (found,) = found_in([hit], site.shell, site.settings.folder)
    assert [text for text, is_word in found.parts if is_word] == ["scaler"]
    assert found.parts[0] == ("… ", False)
    assert found.parts[-1] == (" …", False)
    assert len("".join(text for text, _ in found.parts)) == 244


def test_more_than_fifty_places_are_counted(site: Any, notes: Path) -> None:
    notes.write_text("".join(f"## 2026-01-02 10:{minute} · t\n\nscaler\n\n" for minute in range(10, 60)))
    text = site.get("/search?q=scaler").text
    assert "51 places" in text
    assert "1 more are not shown" in text
