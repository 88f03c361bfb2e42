"""Files that are named after their contents: whole, kept for ever, and only those of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import Reply, ask
from starlette.applications import Starlette
from starlette.routing import Mount

from handsonn.web.unchanging_files import UnchangingFiles


@pytest.fixture
def application(tmp_path: Path) -> Starlette:
    folder = tmp_path / "assets"
    (folder / "below").mkdir(parents=True)
    (folder / "script-1a2b.js").write_bytes(b"let x = 1;" * 30_000)
    (folder / "data-3c4d.wasm").write_bytes(bytes(range(256)))
    (folder / "below" / "deep.js").write_text("deep")
    (tmp_path / "secret.js").write_text("secret")
    return Starlette(routes=[Mount("/static/assets", UnchangingFiles(folder))])


def get(application: Starlette, path: str, method: str = "GET") -> Reply:
    return ask(application, f"/static/assets/{path}", {}, method)


def test_a_file_comes_whole_with_its_kind_and_leave_to_keep_it(application: Starlette) -> None:
    script = get(application, "script-1a2b.js")
    assert (script.status, script.body) == (200, b"let x = 1;" * 30_000)
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-length"] == "300000"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert get(application, "data-3c4d.wasm").headers["content-type"] == "application/wasm"


@pytest.mark.parametrize(
    "path", ["", "other.js", "../secret.js", "..%2fsecret.js", "below", "below/deep.js", "/script-1a2b.js"]
)
def test_nothing_else_can_be_had(application: Starlette, path: str) -> None:
    reply = get(application, path)
    assert reply.status == 404
    assert b"secret" not in reply.body
    assert b"deep" not in reply.body


def test_files_can_be_read_and_not_written(application: Starlette) -> None:
    assert get(application, "script-1a2b.js", "HEAD").status == 200
    assert get(application, "script-1a2b.js", "POST").status == 405
