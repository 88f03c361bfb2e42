"""Who may talk to the server: the browser that was given the address, and no web page from elsewhere.

Other programs' pages can send requests to 127.0.0.1 too. Three checks keep them out, for HTTP and for
WebSockets alike (which is why this is plain ASGI: Starlette's BaseHTTPMiddleware never sees a WebSocket):

- Host: a name of ours. A foreign name that was made to point here (DNS rebinding) is refused.
- Origin: ours, on everything that can change something, and on every WebSocket.
- Token: in the start address once, then in a cookie that scripts cannot read and other sites cannot send.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handsonn.web.security_headers import COMMON, shell_policy
from handsonn.web.settings import ShellSettings

TOKEN_PARAMETER = "access_token"  # noqa: S105 - the parameter's name
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_POLICY_VIOLATION = 1008  # RFC 6455, section 7.4.1

NOT_LET_IN = (
    "This browser has not been let in yet: open the address that handsonn printed in the terminal; "
    "it ends with access_token=..."
)
FOREIGN_HOST = (
    "This server answers to 127.0.0.1 only: open the address that handsonn printed in the terminal."
)
FOREIGN_ORIGIN = "This request came from another web page, so it was refused; use handsonn's own pages."


class Guard:
    """Lets requests through to the application, or answers 403 with one sentence."""

    def __init__(self, app: ASGIApp, settings: ShellSettings) -> None:
        self._app = app
        self._token = settings.token.encode()
        self._hosts = settings.hosts
        self._origins = frozenset(f"http://{host}" for host in settings.hosts)
        self._cookie = cookie_name(settings.port)
        self._policy = shell_policy(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and pass it on, with the security headers on its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._why_not(scope, headers)
        if not refusal and self._has_token_in_address(scope):
            await self._let_in(scope)(scope, receive, self._hardened(send))
        elif not refusal and self._has_cookie(headers.getlist("cookie")):
            await self._app(scope, receive, self._hardened(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await _refused(refusal or NOT_LET_IN)(scope, receive, self._hardened(send))

    def _why_not(self, scope: Scope, headers: Headers) -> str:
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return FOREIGN_HOST
        changes = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
        if changes and headers.get("origin") not in self._origins:
            return FOREIGN_ORIGIN
        return ""

    def _has_token_in_address(self, scope: Scope) -> bool:
        given = [value for name, value in _query(scope) if name == TOKEN_PARAMETER]
        in_address = scope["type"] == "http" and scope["method"] == "GET" and len(given) == 1
        return in_address and self._is_token(given[0])

    def _has_cookie(self, lines: Iterable[str]) -> bool:
        for line in lines:
            try:
                morsel = SimpleCookie(line).get(self._cookie)
            except CookieError:
                continue  # other servers of this machine may have set what is no cookie by the book
            if morsel is not None and self._is_token(morsel.value):
                return True
        return False

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self._token)

    def _let_in(self, scope: Scope) -> Response:
        """Give the cookie, and send the browser to the same address without the token in it."""
        rest = urlencode([(name, value) for name, value in _query(scope) if name != TOKEN_PARAMETER])
        # Leading slashes are one: "//other.example" would be an address elsewhere.
        path = "/" + scope["path"].lstrip("/\\")
        response = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        response.set_cookie(self._cookie, self._token.decode(), httponly=True, samesite="strict")
        return response

    def _hardened(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in COMMON.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", self._policy)
            await send(message)

        return sending


def cookie_name(port: int) -> str:
    """Name the cookie after the port: browsers share cookies between all ports of a machine."""
    return f"handsonn_{port}"


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _refused(sentence: str) -> Response:
    # No style sheet: it would be refused like everything else.
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>handsonn</title>'
        '<meta name="color-scheme" content="light dark">'
        '<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 34em; margin: 20vh auto; '
        f'padding: 0 1em"><p>{sentence}</p></body></html>',
        status_code=403,
    )
