"""California housing: prices in 20,640 districts of the census of 1990."""

from __future__ import annotations

import tarfile
import zlib
from pathlib import Path

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.obtain import obtain
from handsonn.errors import DataFileError
from handsonn.records import Column, Dataset

# Address and checksum are those of sklearn.datasets.fetch_california_housing.
REMOTE = RemoteSet(
    (
        RemoteFile(
            "cal_housing.tgz",
            "https://ndownloader.figshare.com/files/5976036",
            441_963,
            "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681",
        ),
    )
)
_MEMBER = "CaliforniaHousing/cal_housing.data"
_FEATURES = (
    "MedInc",
    "HouseAge",
    "AveRooms",
    "AveBedrms",
    "Population",
    "AveOccup",
    "Latitude",
    "Longitude",
)

CARD = DatasetCard(
    name="california_housing",
    title="California housing",
    description="Median house value (in 100,000 dollars) of 20,640 districts from the census of 1990.",
    task="regression",
    kind="tabular",
    samples=20_640,
    source="Pace and Barry 1997, StatLib; the file of sklearn.datasets.fetch_california_housing",
    licence="none stated: for your own study, with the source named",
    chapters=(10, 12, 13),
    download_bytes=REMOTE.size,
)


def load(request: Request) -> Dataset:
    """Return the table from this machine, or downloaded if asked. Raises DownloadError, DataFileError."""
    return read(obtain(CARD, REMOTE, request))


def read(path: Path) -> Dataset:
    """Read the archive; derive the averages per household as scikit-learn does.

    The file's columns: longitude, latitude, age, rooms, bedrooms, population, households, income, value.
    Raises DataFileError if the archive is broken.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            member = archive.extractfile(_MEMBER)
            assert member is not None
            rows = [line.split(",") for line in member.read().decode("ascii").splitlines()]
        longitude, latitude, age, rooms, bedrooms, population, households, income, value = np.array(
            rows, np.float64
        ).T
    except (tarfile.TarError, OSError, EOFError, zlib.error, KeyError, ValueError) as error:
        raise DataFileError(
            f"{path} is not California housing's archive ({error}); delete it and run "
            "`handsonn data fetch california_housing`."
        ) from error
    features = (
        income,
        age,
        rooms / households,
        bedrooms / households,
        population,
        population / households,
        latitude,
        longitude,
    )
    return Dataset(
        name="california_housing",
        x=np.stack(features, axis=1).astype(np.float32),
        y=(value / 100_000).astype(np.float32),
        task="regression",
        feature_names=_FEATURES,
        target_name="MedHouseVal",
        columns=tuple(Column(name, "number") for name in _FEATURES),
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"read from {path}.",
    )
