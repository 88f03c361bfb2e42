"""Requests to an ASGI application in this process: no port, no second thread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def call(app: Any, method: str, address: str, body: Any = None, *, cut: bool = False) -> Answer:
    """Send one request. body: JSON values, bytes, or parts of bytes; cut: the client goes away meanwhile."""
    return asyncio.run(_call(app, method, address, _parts(body), cut=cut))


def _parts(body: Any) -> list[bytes]:
    if body is None or isinstance(body, bytes):
        return [body or b""]
    if isinstance(body, (dict, str)):
        return [json.dumps(body).encode()]
    assert isinstance(body, Iterable)
    return list(body)


async def _call(app: Any, method: str, address: str, parts: list[bytes], *, cut: bool) -> Answer:
    where = urlsplit(address)
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": part, "more_body": cut or number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]
    messages += [{"type": "http.disconnect"}] if cut else []
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        return await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": unquote(where.path), "raw_path": where.path.encode(),
        "query_string": where.query.encode(), "headers": [(b"host", b"127.0.0.1")], "http_version": "1.1",
        "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, b"".join(message.get("body", b"") for message in sent))
