"""The files of a larger data set: found on this machine, or downloaded if asked, or a sentence."""

from __future__ import annotations

from pathlib import Path

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteSet
from handsonn.data.places import folders, locate, verify
from handsonn.errors import DownloadError


def obtain(card: DatasetCard, remote: RemoteSet, request: Request) -> Path:
    """Return the path of a verified copy of a data set that is one file.

    Raises DataFileError if a copy is there but broken; DownloadError if there is none and none may or can be
    downloaded.
    """
    (file,) = remote.files
    found = locate(card.name, remote)
    if found is not None:
        return verify(found[0], file, card.name)
    if not request.download:
        places = ", ".join(str(folder) for folder in folders(card.name, remote.system_folders))
        raise DownloadError(
            f"{card.title} is not on this machine (looked for {file.name} in {places}); `handsonn data fetch "
            f"{card.name}` downloads it ({file.size / 1e6:.1f} MB, licence: {card.licence})."
        )
    from handsonn.data.fetch import fetch

    return fetch(card.name, request.notify) / file.name
