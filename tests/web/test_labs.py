"""A lab's addresses: its page, its marks, its code."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from small_course import write_repository

from handsonn.course import catalogue
from handsonn.errors import LabError
from handsonn.journal.repository.place import MARK_FILE
from handsonn.web.editors import Editors


def test_a_lab_s_page_is_marked_as_seen_and_carries_its_bar(site: Any) -> None:
    reply = site.get("/labs/ch10/count/")
    assert reply.status == 200
    assert site.shell.progress.seen() == {"count"}
    content = re.search(r'name="handsonn-lab" content="([^"]*)"', reply.text)
    assert content is not None
    facts = json.loads(html.unescape(content[1]))
    assert facts["chapter"] == "10 A small chapter"
    assert facts["previous"] is None
    assert facts["next"] == {"title": "Recount", "address": "/labs/ch10/recount/"}
    assert facts["code"] == "/labs/ch10/count/code"


def test_a_lab_s_page_takes_its_files_from_one_place_and_none_from_elsewhere(site: Any) -> None:
    text = site.get("/labs/ch10/count/").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert all(address.startswith(("/static/", "data:")) for address in addresses), addresses
    script = next(address for address in addresses if address.endswith(".js") and "/assets/" in address)
    reply = site.get(script)
    assert reply.status == 200
    assert "immutable" in reply.headers["cache-control"]


def test_a_lab_s_page_follows_the_system_between_light_and_dark(site: Any) -> None:
    assert '"theme": "system"' in site.get("/labs/ch10/count/").text


def test_a_lab_is_rehearsed_before_its_page_is_made(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    mounts = site.shell.mounts
    build = mounts._build
    monkeypatch.setattr(mounts, "rehearse", lambda lab, *, brief: done.append(f"{lab.name}, brief: {brief}"))
    monkeypatch.setattr(mounts, "_build", lambda lab: (done.append("page"), build(lab))[1])
    site.get("/labs/ch10/recount/")
    assert done == ["recount, brief: True", "page"]


@pytest.mark.parametrize(
    "path",
    ["/labs/", "/labs/ch10/", "/labs/ch10/cuont/", "/labs/ch11/count/", "/labs/ch10/count.py",
     "/labs/ch10/..%2f/", "/labs/ch10/cuont/code"],
)  # fmt: skip
def test_a_lab_that_is_not_there_is_a_page_with_a_sentence(site: Any, path: str) -> None:
    reply = site.get(path)
    assert reply.status == 404
    assert "handsonn" in reply.text


def test_marks_that_cannot_be_kept_stop_no_lab_and_are_told_at_home(site: Any) -> None:
    (site.settings.folder / "labs").write_text("a file")
    assert site.get("/labs/ch10/count/").status == 200
    assert "could not be written" in site.get("/").text


def test_a_page_marks_its_lab_as_done(site: Any) -> None:
    reply = site.post("/labs/ch10/recount/done", b'{"state": "done"}')
    assert (reply.status, reply.body) == (204, b"")
    assert site.shell.progress.done() == {"recount"}


def test_the_index_follows_a_mark_and_never_stands_in_its_way(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "chapters", lambda: site.settings.chapters)
    write_repository(site.settings.folder)
    page = site.settings.folder / "README.md"
    page.write_text("Mine\n\n<!-- handsonn index -->\n<!-- end of handsonn index -->\n")
    assert site.post("/labs/ch10/recount/done", b'{"state": "done"}').status == 204
    assert "| 1 of 2 |" in page.read_text()
    (site.settings.folder / MARK_FILE).write_text("{")
    assert site.post("/labs/ch10/count/done", b'{"state": "done"}').status == 204
    assert "| 1 of 2 |" in page.read_text()
    assert site.shell.progress.done() == {"count", "recount"}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"state": "mastered"}', b'{"state": ["done"]}', b"\xff"]
)
def test_a_mark_that_is_none_is_refused_with_a_sentence(site: Any, body: bytes) -> None:
    reply = site.post("/labs/ch10/count/done", body)
    assert reply.status == 400
    assert '{"state": "done"}' in reply.text
    assert site.shell.progress.done() == frozenset()


def test_a_mark_of_a_megabyte_is_refused(site: Any) -> None:
    reply = site.post("/labs/ch10/count/done", b" " * 1_000_000)
    assert (reply.status, "at most 1000 bytes" in reply.text) == (400, True)


def test_a_mark_that_cannot_be_kept_is_told(site: Any) -> None:
    (site.settings.folder / "labs").write_text("a file")
    reply = site.post("/labs/ch10/count/done", b'{"state": "done"}')
    assert (reply.status, "could not be written" in reply.text) == (500, True)


def test_looking_at_the_code_copies_nothing(site: Any) -> None:
    text = site.get("/labs/ch10/count/code").text
    assert "mo.ui.slider(1, 10" in text
    assert str(site.settings.folder / "labs" / "ch10_count.py") in text
    assert not (site.settings.folder / "labs").exists()


def test_editing_copies_the_lab_and_leads_to_the_editor(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def opened(_editors: Editors, path: Path) -> str:
        return f"http://127.0.0.1:9/?path={path.name}"

    monkeypatch.setattr(Editors, "open", opened)
    reply = site.post("/labs/ch10/count/code")
    assert reply.status == 303
    assert reply.headers["location"] == "http://127.0.0.1:9/?path=ch10_count.py"
    copy = site.settings.folder / "labs" / "ch10_count.py"
    copy.write_text("mine = 1")
    assert site.post("/labs/ch10/count/code").status == 303
    assert copy.read_text() == "mine = 1"
    assert "mine = 1" in site.get("/labs/ch10/count/code").text


def test_an_editor_that_does_not_start_is_told_beside_the_code(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(_editors: Editors, path: Path) -> str:
        raise LabError(f"the editor could not be started; your copy is {path}.")

    monkeypatch.setattr(Editors, "open", failing)
    reply = site.post("/labs/ch10/count/code")
    assert reply.status == 500
    assert "The editor could not be started" in reply.text
    assert "mo.ui.slider(1, 10" in reply.text
