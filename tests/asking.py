"""Requests to an ASGI application, without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True)
class Reply:
    """What an application answered."""

    status: int
    headers: dict[str, str]
    body: bytes
    error: Exception | None = None

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    application: Any, path: str, headers: dict[str, str], method: str = "GET", body: bytes = b""
) -> Reply:
    """Send one HTTP request. path: with its query; percent signs are decoded as a server does."""
    sent = _talk(application, _scope("http", path, headers, method), {"type": "http.request", "body": body})
    start = next(message for message in sent if message["type"] == "http.response.start")
    parts = [message.get("body", b"") for message in sent if message["type"] == "http.response.body"]
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    error = next((message["error"] for message in sent if message["type"] == "error"), None)
    return Reply(start["status"], names, b"".join(parts), error)


def ask_websocket(application: Any, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    """Ask for a WebSocket; return what the application answered first."""
    return _talk(application, _scope("websocket", path, headers), {"type": "websocket.connect"})


def _scope(kind: str, path: str, headers: dict[str, str], method: str = "GET") -> dict[str, Any]:
    address, _, query = path.partition("?")
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": unquote(address),
        "raw_path": address.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8710),
        "subprotocols": [],
    }


def _talk(application: Any, scope: dict[str, Any], first: dict[str, Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    waiting = [first]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # the browser waits for its answer
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def talk() -> None:
        try:
            await application(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - a server prints it; the reply carries it
            sent.append({"type": "error", "error": error})

    asyncio.run(talk())
    return sent
