"""A server that ends at once when it is asked to, whatever its pages wait for."""

from __future__ import annotations

import asyncio
import logging
import socket

import uvicorn

from handsonn.web.workbench.bell import let_go

_LOG = "uvicorn.error"
_CUT_OFF = "Cancel %s running task(s)"


class Server(uvicorn.Server):
    """Answers the pages that wait for news, and cuts off what takes longer than the farewell, silently."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: what is waited for first, then as uvicorn does."""
        let_go()
        logging.getLogger(_LOG).addFilter(_is_worth_telling)
        await super().shutdown(sockets)


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Tell apart a defect, and a request that was cut off because the learner ended the server."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, asyncio.CancelledError) or str(record.msg).startswith(_CUT_OFF))
