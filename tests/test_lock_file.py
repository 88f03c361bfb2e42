"""Every locked runtime dependency installs from a wheel on each machine that a learner may have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker

LOCK = tomllib.loads((Path(__file__).parent.parent / "uv.lock").read_text(encoding="utf-8"))
PLATFORMS = {
    "macOS on Apple silicon": r"macosx_\d+_\d+_(arm64|universal2)",
    "Linux x86-64": r"(manylinux|musllinux)\w*_x86_64",
    "Linux aarch64": r"(manylinux|musllinux)\w*_aarch64",
    "Windows": r"win_amd64",
}
MACHINES = {  # what a dependency's marker asks of the machine
    "macOS on Apple silicon": {"sys_platform": "darwin", "platform_machine": "arm64"},
    "Linux x86-64": {"sys_platform": "linux", "platform_machine": "x86_64"},
    "Linux aarch64": {"sys_platform": "linux", "platform_machine": "aarch64"},
    "Windows": {"sys_platform": "win32", "platform_machine": "AMD64"},
}
PYTHONS = ("311", "312", "313")


def packages_named(name: str) -> list[dict[str, Any]]:
    return [package for package in LOCK["package"] if package["name"] == name]


def runtime_packages(platform: str) -> list[dict[str, Any]]:
    """Follow the dependencies of handsonn itself on a machine, without extras and development groups."""
    waiting, seen = ["handsonn"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for package in packages_named(name):
            entries = package.get("dependencies", ())
            waiting.extend(entry["name"] for entry in entries if wanted(entry, platform))
    return [package for name in sorted(seen - {"handsonn"}) for package in packages_named(name)]


def wanted(entry: dict[str, Any], platform: str) -> bool:
    """Tell whether a dependency is installed on a machine, whatever its Python."""
    marker = entry.get("marker")
    versions = [{"python_full_version": f"{python[0]}.{python[1:]}.0"} for python in PYTHONS]
    return not marker or any(Marker(marker).evaluate(MACHINES[platform] | version) for version in versions)


def pythons_of(package: dict[str, Any]) -> Iterator[str]:
    """Give the Python versions that the lock file chooses this version of the package for."""
    markers = [Marker(text) for text in package.get("resolution-markers", ())]
    for python in PYTHONS:
        version = f"{python[0]}.{python[1:]}"
        environment = {"python_version": version, "python_full_version": f"{version}.0"}
        if not markers or any(marker.evaluate(environment) for marker in markers):
            yield python


def has_wheel(package: dict[str, Any], platform: str, python: str) -> bool:
    for wheel in package.get("wheels", ()):
        name = wheel["url"].rsplit("/", 1)[-1].removesuffix(".whl")
        interpreter, abi, tags = name.split("-")[-3:]
        any_python = re.search(r"py3|py2\.py3", interpreter) or abi == "abi3"
        fits_python = any_python or f"cp{python}" in interpreter
        if fits_python and (tags == "any" or re.search(PLATFORMS[platform], tags)):
            return True
    return False


def test_the_walk_finds_what_a_learner_installs() -> None:
    names = {package["name"] for package in runtime_packages("Linux x86-64")}
    assert {"keras", "jax", "jaxlib", "numpy", "scipy", "pyarrow", "matplotlib"} <= names
    assert not {"pytest", "mypy", "tensorflow"} & names


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_runtime_dependency_has_a_wheel_for(platform: str) -> None:
    missing = [
        f"{package['name']} {package['version']} (Python {python})"
        for package in runtime_packages(platform)
        for python in pythons_of(package)
        if not has_wheel(package, platform, python)
    ]
    assert missing == []


def test_a_package_without_a_wheel_for_a_machine_is_not_asked_for_there() -> None:
    on = {platform: {package["name"] for package in runtime_packages(platform)} for platform in PLATFORMS}
    assert [platform for platform in on if "pymetis" not in on[platform]] == ["Linux aarch64", "Windows"]
    assert [platform for platform in on if "opentsne" not in on[platform]] == ["Linux aarch64"]


def test_a_package_without_a_wheel_would_be_found() -> None:
    only_linux = {"wheels": [{"url": "x/thing-1.0-cp311-cp311-manylinux_2_17_x86_64.whl"}]}
    assert has_wheel(only_linux, "Linux x86-64", "311")
    assert not has_wheel(only_linux, "Linux x86-64", "312")
    assert not has_wheel(only_linux, "Windows", "311")


def test_the_jaxlib_that_miscomputes_is_never_locked() -> None:
    versions = {package["version"] for package in packages_named("jaxlib")}
    assert versions
    assert "0.10.2" not in versions
