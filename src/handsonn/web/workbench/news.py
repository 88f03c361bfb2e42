"""What pages that wait for news send and how long they wait."""

from __future__ import annotations

from starlette.requests import Request

from handsonn.errors import UsageError

POLL_SECONDS = 8.0  # how long a question for news may wait for some


def whole_number(request: Request, name: str, default: int) -> int:
    """Read a whole number from the address. Raises UsageError."""
    text = request.query_params.get(name, "")
    try:
        return int(text[:18]) if text else default
    except ValueError:
        raise UsageError(f"{name} is {text[:40]!r}; expected a whole number.") from None
