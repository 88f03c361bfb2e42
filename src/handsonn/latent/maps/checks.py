"""What a map is made from, checked before any work: codes, dimensions, seed and parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.errors import LatentError, UnknownName, UsageError
from handsonn.latent.maps.method import MapMethod, Parameter
from handsonn.records import Array

FEWEST = 5  # samples: the fewest of which a map in three dimensions is more than a corner of a cube
LARGEST = 1e15  # its square still fits into float32, and the sum of many
LARGEST_SEED = 2**32 - 1  # what NumPy's older generators take, which the libraries use


def checked_codes(codes: Any) -> Array:
    """Give codes as float32, shape (samples, latent_dim). Raises LatentError where they cannot be mapped."""
    try:
        given = np.asarray(codes)
        if given.dtype.kind not in "biuf":
            given = given.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise LatentError(
            "the codes are not an array of numbers; give one row of numbers per sample."
        ) from error
    if given.ndim != 2:  # noqa: PLR2004 - samples and numbers of a code
        raise LatentError(
            f"the codes have the shape {given.shape}; a map needs (samples, latent_dim): flatten each sample."
        )
    samples, latent_dim = given.shape
    if latent_dim == 0:
        raise LatentError("the codes hold no number per sample; a code needs at least one.")
    if samples < FEWEST:
        raise LatentError(f"there are {samples} codes; a map needs {FEWEST} samples or more.")
    _check_values(given)
    rounded = np.ascontiguousarray(given, dtype=np.float32)
    if bool((rounded == rounded[0]).all()):
        raise LatentError(
            f"all {samples} codes are the same, so there is nothing to map; look whether the encoder learnt."
        )
    return rounded


def _check_values(given: Array) -> None:
    finite = np.isfinite(given)
    if not finite.all():
        row, column = np.argwhere(~finite)[0]
        raise LatentError(
            f"{int((~finite).any(axis=1).sum())} of {len(given)} codes hold NaN or infinity, the first in "
            f"row {row}, number {column}; encode finite samples by an encoder whose loss is finite."
        )
    largest = float(np.abs(given).max())
    if largest > LARGEST:
        raise LatentError(
            f"the codes reach {largest:.2g}, too large for distances in float32; divide them by that first."
        )


def checked_dimensions(dimensions: Any) -> int:
    """Give 2 or 3. Raises UsageError for anything else."""
    if not isinstance(dimensions, (int, np.integer)) or dimensions not in {2, 3}:
        raise UsageError(f"a map has 2 or 3 dimensions, not {dimensions!r}.")
    return int(dimensions)


def checked_seed(seed: Any) -> int:
    """Give the seed as an int. Raises UsageError where it is none, negative or above 2**32 - 1."""
    whole = isinstance(seed, (int, np.integer)) and not isinstance(seed, bool)
    if not whole or not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"the seed is {seed!r}; give a whole number from 0 to {LARGEST_SEED}.")
    return int(seed)


def checked_parameters(method: MapMethod, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give all parameters of a method, the missing ones at their defaults.

    Raises UnknownName for a name that the method lacks, UsageError for a value that is out of its range.
    """
    known = {parameter.name: parameter for parameter in method.parameters}
    for name in given:
        if not known:
            raise UsageError(f"{method.title} has no parameters, but {name!r} was given; leave it out.")
        if name not in known:
            raise UnknownName(f"parameter of {method.title}", name, known)
    return {
        name: _checked_value(method, parameter, given.get(name, parameter.default))
        for name, parameter in known.items()
    }


def _checked_value(method: MapMethod, parameter: Parameter, value: Any) -> int | float:
    whole = isinstance(parameter.default, int)
    kind = "a whole number" if whole else "a number"
    wanted = f"{kind} from {parameter.low:g} to {parameter.high:g}"
    numeric = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    fits = numeric and math.isfinite(value) and parameter.low <= value <= parameter.high
    if not fits or (whole and value != int(value)):
        raise UsageError(f"{parameter.name} of {method.title} is {value!r}; give {wanted}.")
    return int(value) if whole else float(value)
