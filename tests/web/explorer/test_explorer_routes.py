"""The explorer's addresses: what they answer without a process, and that hostile requests get a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from web_calls import Answer, call

from handsonn.web.explorer import Sessions, explorer_routes
from handsonn.web.workbench.bell import Bell


@dataclass(frozen=True)
class Settings:
    folder: Path
    runs_folder: Path


class Recorder:
    """A session that keeps what it is told."""

    def __init__(self, _runs: Path, _log: Path) -> None:
        self.bell, self.version, self.seen, self.watched = Bell(), 3, 0.0, 0
        self.is_over = False
        self.told: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []

    def facts(self) -> dict[str, Any]:
        problem = "fill the gaps with missing='median' (--missing median)"
        return {"version": self.version, "stage": "idle", "problem": problem}

    def tell(self, request: dict[str, Any]) -> None:
        self.told.append(request)

    async def ask(self, question: dict[str, Any]) -> bytes:
        self.asked.append(question)
        return b"message"

    def close(self) -> None:
        self.is_over = True


@dataclass(frozen=True)
class Page:
    app: Any
    sessions: Sessions
    folder: Path
    name: str

    @property
    def session(self) -> Any:
        return self.sessions.find(self.name)

    def get(self, address: str) -> Answer:
        return call(self.app, "GET", f"/explore{address}")

    def post(self, address: str, body: Any = None) -> Answer:
        return call(self.app, "POST", f"/explore/sessions/{self.name}{address}", body)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr("handsonn.web.explorer.sessions.Session", Recorder)
    sessions = Sessions(tmp_path / ".handsonn", tmp_path / "runs", grace=1000.0)
    app = Starlette(routes=explorer_routes(Settings(tmp_path, tmp_path / "runs"), sessions))
    opened = call(app, "POST", "/explore/sessions")
    assert opened.status == 201
    yield Page(app, sessions, tmp_path, opened.json()["id"])
    sessions.close()


def wish(source: str = "iris", **space: Any) -> dict[str, Any]:
    return {"data": {"name_or_path": source}, "space": space, "map": {}}


def test_the_page_labels_its_controls_and_tabs(page: Page) -> None:
    shown = page.get("")
    assert shown.status == 200
    text = shown.body.decode()
    assert 'data-stops="1,2,3,4,6,8,12,16,24,32,48,64"' in text
    for control in ("data", "kind", "epochs", "latent_dim", "seed", "method", "frame", "dimension", "count"):
        assert f'for="{control}"' in text
    assert text.count('role="tab"') == text.count('role="tabpanel"') == 5


def test_maps_are_offered_with_a_sentence_for_each_parameter(page: Page) -> None:
    choices = page.get("/choices").json()
    names = [method["name"] for method in choices["methods"]]
    assert names == ["pca", "tsne", "lle", "pacmap", "umap"]
    assert all(method["what"] and method["title"] for method in choices["methods"])
    assert all(each["what"] for method in choices["methods"] for each in method["parameters"])
    assert choices["runs"] == []


def test_the_module_that_reads_messages_is_served(page: Page) -> None:
    assert b"export function decode" in page.get("/message.js").body


def test_news_are_given_at_once_where_the_page_knows_less(page: Page) -> None:
    news = page.get(f"/sessions/{page.name}?version=2").json()
    assert (news["version"], news["stage"]) == (3, "idle")
    assert news["problem"] == 'fill the gaps by a choice of "Missing values"'


def test_a_wish_is_passed_on_with_its_path_in_full(page: Page) -> None:
    (page.folder / "mine.csv").write_text("a,b\n1,2\n")
    assert page.post("/wish", wish("mine.csv", latent_dim=2)).status == 202
    [told] = page.session.told
    assert told["wish"]["data"]["name_or_path"] == str((page.folder / "mine.csv").resolve())
    assert told["map_cache"] == str(page.folder / ".handsonn" / "maps")
    assert page.post("/stop").status == 202
    assert page.session.told[1] == {"stop": True}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (wish(latent_dim=65), "latent_dim is 65"),
        (wish("/etc/passwd"), "lies outside"),
        (wish(kind="dens"), "did you mean 'dense'"),
        (b"[1, 2", "the request is not JSON"),
        ({}, "space is NoneType"),
    ],
)
def test_a_wish_that_is_not_sound_is_refused_and_not_passed_on(page: Page, body: Any, sentence: str) -> None:
    refused = page.post("/wish", body)
    assert refused.status == 422
    assert sentence in refused.json()["sentence"]
    assert page.session.told == []


def test_a_question_is_no_way_to_a_wish(page: Page) -> None:
    body = {"ask": "walk", "start": 1, "wish": wish(), "stop": True, "question": 1}
    asked = page.post("/ask", body)
    assert (asked.status, asked.body) == (200, b"message")
    assert page.session.asked == [{"ask": "walk", "start": 1}]


def test_an_explorer_that_has_ended_says_so(page: Page) -> None:
    page.sessions.end(page.name)
    for answer in (page.post("/wish", wish()), page.get(f"/sessions/{page.name}"), page.post("/ask", {})):
        assert answer.status == 422
        assert "reload the page" in answer.json()["sentence"]
