"""A web server on this machine that serves files well or badly, as a test asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        self.server.asked.append(name)
        behaviour, content = self.server.files.get(name, ("missing", b""))
        if behaviour == "missing":
            self.send_error(404)
            return
        if behaviour == "raw":
            self.wfile.write(content)
            return
        self.send_response(200)
        if behaviour != "unannounced":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = len(content) // 2
        self.wfile.write(content[:half] if behaviour in {"truncated", "stalls"} else content)
        self.wfile.flush()
        if behaviour == "stalls":
            self.server.closing.wait(30)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class FileServer(ThreadingHTTPServer):
    """files: name -> (how it is served, content); asked: the names that were asked for, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def serve(self, name: str, content: bytes, behaviour: str = "well") -> None:
        """Serve it "well", "truncated", so that it "stalls" half way, "unannounced" in length, or "raw"."""
        self.files[name] = (behaviour, content)


@contextmanager
def running_server() -> Iterator[FileServer]:
    server = FileServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
