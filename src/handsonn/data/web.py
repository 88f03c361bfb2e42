"""Read an address of the web, block by block; whatever goes wrong there becomes one sentence."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from handsonn.errors import DownloadError

_BLOCK = 1 << 18


def blocks_of(url: str, timeout: float) -> Iterator[tuple[bytes, int | None]]:
    """Yield each block of the body, with the size in bytes that the server announced, or None.

    timeout: seconds within which the server must answer, and then send something each time.
    Raises DownloadError for an address that is none, a server that is silent, refuses or breaks off.
    """
    if not url.startswith(("https://", "http://")):
        raise DownloadError(f"{url} is not a web address; expected one that starts with https:// or http://.")
    with _in_words(url, timeout):
        request = urllib.request.Request(url, headers={"User-Agent": "handsonn"})  # noqa: S310 - checked above
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - checked above
            announced = response.length
            received = 0
            while block := response.read(_BLOCK):
                received += len(block)
                yield block, announced
            if announced is not None and received < announced:
                raise DownloadError(f"{url} broke off after {received:,} of {announced:,} bytes; try again.")


@contextmanager
def _in_words(url: str, timeout: float) -> Iterator[None]:
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:  # it holds the connection open
            raise DownloadError(f"{url} answered {error.code} {error.reason}; try again later.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            sentence = f"{url} sent nothing for {timeout:g} s; check the network connection, or try later."
        elif isinstance(error, urllib.error.URLError):
            sentence = f"{url} cannot be reached ({reason}); check the network connection."
        elif isinstance(error, ValueError | http.client.InvalidURL):
            sentence = f"{url} is not a web address ({error}); correct it."
        else:
            sentence = f"{url} broke off ({error}); try again."
        raise DownloadError(sentence) from error
