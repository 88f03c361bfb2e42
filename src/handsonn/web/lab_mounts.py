"""The labs' pages: each a marimo application of its own, made when its address is first opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handsonn.course.lab import Lab
from handsonn.web.lab_head import lab_head
from handsonn.web.parsing_turns import take_turns
from handsonn.web.rehearsals import Rehearsals
from handsonn.web.security_headers import lab_policy
from handsonn.web.session_leftovers import let_go_when_sessions_end, watch_widgets
from handsonn.web.settings import ShellSettings
from handsonn.web.warm_up import import_marimo

# marimo's own scripts and fonts, once for all labs: a second lab finds them in the browser's cache.
ASSETS = "/static/marimo"


class LabMounts:
    """Serves /labs/CHAPTER/NAME/...; marimo is imported when the first of them is asked for."""

    def __init__(
        self, settings: ShellSettings, opened: Callable[[Lab], None], until_imported: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._opened = opened
        self._until_imported = until_imported
        labs = [lab for chapter in settings.chapters for lab in chapter.labs]
        self._labs = {lab.address: lab for lab in labs}
        self._apps: dict[str, ASGIApp] = {}
        self._rehearsals = Rehearsals(until_imported)
        self._building = asyncio.Lock()
        self._managers: list[Any] = []
        self._policy = lab_policy(settings)

    @property
    def sessions(self) -> int:
        """Count the sessions that live now: pages that are open, or were a moment ago."""
        return sum(len(manager.sessions) for manager in self._managers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the lab that its address names. Raises HTTPException 404 for no lab."""
        lab = self._lab_at(scope["path"])
        is_page = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == lab.address
        if is_page:
            self.rehearse(lab, brief=True)  # at once, or the lab that the home page leads to has its turn
        app = await self._app_of(lab)
        if is_page:
            await asyncio.to_thread(self._opened, lab)
        if scope["type"] == "websocket":  # the page is there already; its cells begin to run now
            await asyncio.to_thread(self._until_imported)
        # Starlette's Mount took "/labs" for the root; marimo's application knows the whole address.
        await app({**scope, "root_path": ""}, receive, self._with_policy(send))

    async def close(self) -> None:
        """End every session: each computation is told to stop."""
        for manager in self._managers:
            await manager.shutdown()

    def rehearse(self, lab: Lab, *, brief: bool = False) -> None:
        """Compute a lab's first experiment ahead of its page; briefly when the page is on its way."""
        if self._settings.warm_up:
            self._rehearsals.want(lab, brief=brief)

    def _lab_at(self, path: str) -> Lab:
        address = "/".join([*path.split("/")[:4], ""])
        if address not in self._labs:
            raise HTTPException(404)
        return self._labs[address]

    async def _app_of(self, lab: Lab) -> ASGIApp:
        if lab.address not in self._apps:
            async with self._building:
                if lab.address not in self._apps:
                    self._apps[lab.address] = await asyncio.to_thread(self._build, lab)
        return self._apps[lab.address]

    def _build(self, lab: Lab) -> ASGIApp:
        import_marimo()
        from marimo import create_asgi_app

        take_turns()
        watch_widgets()
        builder = create_asgi_app(
            quiet=True,
            session_ttl=self._settings.session_seconds,
            asset_url=ASSETS,
            html_head=lab_head(lab, self._settings.chapters),
        )
        return builder.with_app(
            path=lab.address.rstrip("/"), root=str(lab.path), middleware=[self._adopt]
        ).build()

    def _adopt(self, app: Any) -> ASGIApp:
        """Keep hold of the lab's sessions, and let its page be light or dark as the system is."""
        self._managers.append(app.state.session_manager)
        let_go_when_sessions_end(app.state.session_manager)
        app.state.config_manager = app.state.config_manager.with_overrides({"display": {"theme": "system"}})
        adopted: ASGIApp = app
        return adopted

    def _with_policy(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                # marimo allows every origin to read; the guard lets in none but ours.
                for name in ("access-control-allow-origin", "access-control-allow-credentials"):
                    if name in headers:
                        del headers[name]
            await send(message)

        return sending
