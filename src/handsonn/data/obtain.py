"""The one file of a larger data set: found on this machine, or downloaded if asked, or a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteFile
from handsonn.data.places import find, folders, verify
from handsonn.errors import DownloadError


def obtain(card: DatasetCard, file: RemoteFile, request: Request, also_named: Iterable[str] = ()) -> Path:
    """Return the path of a verified copy of the file.

    also_named: other names under which Keras' cache keeps the very same bytes.
    Raises DataFileError if a copy is there but broken; DownloadError if there is none and none may or can be
    downloaded.
    """
    searched = folders(card.name)
    found = find((file.name, *also_named), searched)
    if found is not None:
        return verify(found, file, card.name)
    if not request.download:
        places = ", ".join(str(folder) for folder in searched)
        raise DownloadError(
            f"{card.title} is not on this machine (looked for {file.name} in {places}); "
            f"`handsonn data fetch {card.name}` downloads it ({file.size / 1e6:.1f} MB, licence: "
            f"{card.licence})."
        )
    from handsonn.data.fetch import fetch

    return fetch(card.name, request.notify) / file.name
