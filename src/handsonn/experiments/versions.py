"""Which software made a run."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("handsonn", "keras", "jax", "jaxlib", "tensorflow", "torch", "numpy", "scikit-learn")


def versions() -> dict[str, str]:
    """Name the versions of what matters to a network's numbers, Python and the machine's kind included."""
    from handsonn.models.backend import backend_name

    found = {"python": platform.python_version(), "machine": f"{platform.system()} {platform.machine()}"}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue  # an extra that is not installed had no part in the run
    return {**found, "backend": backend_name()}
