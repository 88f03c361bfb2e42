"""Who is let in, and who is refused, over HTTP and over WebSockets."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ask, ask_websocket

HOST = "127.0.0.1:8710"
ORIGIN = f"http://{HOST}"
TOKEN = "known-to-this-test"  # noqa: S105
COOKIE = f"handsonn_8710={TOKEN}"
LET_IN = {"Host": HOST, "Cookie": COOKIE}
SOCKET = "/labs/ch10/count/ws?session_id=s_1"


def test_the_start_address_gives_the_cookie_and_leads_to_the_address_without_the_token(site: Any) -> None:
    reply = ask(site.application, f"/runs?access_token={TOKEN}&sort=a%26b", {"Host": HOST})
    assert reply.status == 303
    assert reply.headers["location"] == "/runs?sort=a%26b"
    name, _, rest = reply.headers["set-cookie"].partition("=")
    assert name == "handsonn_8710"
    assert rest == f"{TOKEN}; HttpOnly; Path=/; SameSite=strict"


def test_the_cookie_opens_the_home_page(site: Any) -> None:
    assert ask(site.application, "/", LET_IN).status == 200


def test_the_cookie_is_found_among_those_of_other_servers_of_this_machine(site: Any) -> None:
    others = f'_xsrf="2|a, b"; handsonn_9999=other; {COOKIE}; session=abc'
    assert ask(site.application, "/", {**LET_IN, "Cookie": others}).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/runs", "/static/look.css", "/labs/ch10/count/", "/warm-up", "/nowhere"]
)
@pytest.mark.parametrize(
    "cookie",
    ["", "handsonn_8710=wrong", "handsonn_8710=", f"handsonn_8711={TOKEN}", "handsonn_8710=ä", "=;=;"],
)
def test_without_the_token_nothing_is_shown_but_a_sentence(site: Any, path: str, cookie: str) -> None:
    reply = ask(site.application, path, {"Host": HOST, "Cookie": cookie})
    assert reply.status == 403
    assert "the address that handsonn printed in the terminal" in reply.text
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("query", ["", "wrong", f"{TOKEN}x", f"{TOKEN}&access_token={TOKEN}", "%ff"])
def test_a_wrong_token_in_the_address_gives_no_cookie(site: Any, query: str) -> None:
    reply = ask(site.application, f"/?access_token={query}", {"Host": HOST})
    assert reply.status == 403
    assert "set-cookie" not in reply.headers


def test_a_token_in_the_address_is_no_way_to_send_a_form(site: Any) -> None:
    path = f"/labs/ch10/count/done?access_token={TOKEN}"
    assert ask(site.application, path, {"Host": HOST, "Origin": ORIGIN}, "POST").status == 403


@pytest.mark.parametrize(
    "path", [f"//evil.example/?access_token={TOKEN}", f"/\\evil.example?access_token={TOKEN}"]
)
def test_the_way_back_never_leads_to_another_server(site: Any, path: str) -> None:
    location = ask(site.application, path, {"Host": HOST}).headers["location"]
    assert location.startswith("/")
    assert location[1] not in "/\\"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8710", "127.0.0.1", "127.0.0.1:8711", "127.0.0.1:8710.evil.example", ""],
)
def test_a_foreign_name_that_points_here_is_refused(site: Any, host: str) -> None:
    reply = ask(site.application, "/", {"Host": host, "Cookie": COOKIE})
    assert reply.status == 403
    assert "answers to 127.0.0.1 only" in reply.text
    with_token = ask(site.application, f"/?access_token={TOKEN}", {"Host": host})
    assert (with_token.status, "set-cookie" in with_token.headers) == (403, False)
    assert _is_refused(
        ask_websocket(site.application, SOCKET, {"Host": host, "Cookie": COOKIE, "Origin": ORIGIN})
    )


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:8710", "http://127.0.0.1:8711", f"{ORIGIN}/", ""],
)
def test_what_another_web_page_sends_is_refused(site: Any, origin: str) -> None:
    headers = {**LET_IN, "Origin": origin}
    reply = ask(site.application, "/labs/ch10/count/done", headers, "POST", b'{"state": "done"}')
    assert reply.status == 403
    assert "from another web page" in reply.text
    assert site.shell.progress.done() == frozenset()
    assert _is_refused(ask_websocket(site.application, SOCKET, headers))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_what_can_change_something_needs_an_origin(site: Any, method: str) -> None:
    assert ask(site.application, "/labs/ch10/count/done", LET_IN, method).status == 403


@pytest.mark.parametrize("cookie", ["", "handsonn_8710=wrong"])
def test_a_websocket_without_the_token_is_refused(site: Any, cookie: str) -> None:
    headers = {"Host": HOST, "Origin": ORIGIN, "Cookie": cookie}
    assert _is_refused(ask_websocket(site.application, SOCKET, headers))
    assert _is_refused(ask_websocket(site.application, f"{SOCKET}&access_token={TOKEN}", headers))


def test_a_websocket_without_an_origin_is_refused(site: Any) -> None:
    assert _is_refused(ask_websocket(site.application, SOCKET, LET_IN))


@pytest.mark.parametrize("path", ["/", "/runs", "/static/shell.css", "/nowhere", "/labs/ch10/count/"])
def test_every_answer_carries_the_security_headers_and_names_no_foreign_origin(site: Any, path: str) -> None:
    headers = ask(site.application, path, LET_IN).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    sources = [word for word in policy.replace(";", " ").split() if "//" in word]
    assert {word.split("//")[1].split(":")[0] for word in sources} <= {"127.0.0.1", "localhost"}
    assert "*" not in policy.replace("http://127.0.0.1:*", "")


def _is_refused(answers: list[dict[str, Any]]) -> bool:
    return answers == [{"type": "websocket.close", "code": 1008}]
