"""What a page may load and where it may send things: nothing that leaves this machine."""

from __future__ import annotations

from handsonn.web.settings import HOST, ShellSettings

COMMON = {
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a form would then be sent with "Origin: null", which the guard refuses.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOWHERE_ELSE = "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
# A click on "Edit my copy" is answered with the address of the editor, on a port of its own.
_FORMS = f"form-action 'self' http://{HOST}:*"


def shell_policy(settings: ShellSettings) -> str:
    """Allow our own pages their own files; pictures are SVG in the page, with style attributes."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self'; connect-src {_connect(settings)}; "
        f"{_FORMS}; {_NOWHERE_ELSE}"
    )


def lab_policy(settings: ShellSettings) -> str:
    """Allow marimo what it needs: scripts in its page, widgets from data addresses, workers.

    No other origin is in the list, so that a lab that tries to reach one is stopped by the browser.
    """
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"media-src 'self' data: blob:; worker-src 'self' blob:; "
        f"connect-src {_connect(settings)} data: blob:; {_FORMS}; {_NOWHERE_ELSE}"
    )


def report_policy() -> str:
    """Show a run's report as it is, in a sandbox: it came from a folder, and may be somebody else's.

    Without allow-same-origin its scripts have no origin of ours: they cannot read our pages, and the guard
    refuses what they send.
    """
    return (
        "sandbox allow-scripts allow-popups allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
        "style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )


def diagnosis_policy() -> str:
    """Show the page of a diagnosis that this server made: pictures inside it, and no script.

    It has our origin, so that the page around it can make room for all of it.
    """
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )


def picture_policy() -> str:
    """Show a picture of the learner's repository; one in SVG could hold a script, which is never run."""
    return "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _connect(settings: ShellSettings) -> str:
    # Written out because older browsers do not count a WebSocket as 'self'.
    return " ".join(["'self'", *sorted(f"ws://{host}" for host in settings.hosts)])
