"""Measure the lab as a learner meets it, in a real browser: home page, first result, slider to picture.

uv run python benchmarks/lab.py

Every round starts a new server with an empty cache of compiled programs. Prints the rows that RESULTS.md
holds, with the load of the machine before and after.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?access_token=\S+")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
BUDGETS = {"home": 2.5, "first": 6.0, "again": 6.0, "read": 6.0, "move": 0.25}
READING = 4.0  # seconds that a person looks at the home page before choosing a lab
LAB = "/labs/ch10/epochs/"
SETTLED = ".live-lab[data-settled=true]"
MOVE = """async (input) => {
    const lab = input.closest(".live-lab");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const go = async (stop) => {
        const start = performance.now();
        input.value = String(stop);
        input.dispatchEvent(new Event("input"));
        while (lab.dataset.settled !== "true") await frame();
        await frame();
        return performance.now() - start;
    };
    const there = Number(input.value);
    await go(there - 1);
    return go(there);
}"""


@contextmanager
def server(home: Path) -> Iterator[tuple[float, str, str]]:
    """Start handsonn with an empty home; give the moment of the start, its base and its start address."""
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    # Python keeps what it has parsed, as it does for a learner; the first round may have to parse.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "handsonn", "--no-browser", "--port", "0"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        found = next(filter(None, map(ADDRESS.search, process.stdout)))
        yield begun, found[1], found[0]
    finally:
        process.terminate()
        process.wait()


def after_reading(chromium: Any) -> float:
    """Measure from a click on the lab that the home page leads to, by a learner who has read the page."""
    with tempfile.TemporaryDirectory() as home, server(Path(home)) as (_, _base, address):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(READING * 1000)
        clicked = time.perf_counter()
        page.click("a.primary")
        first_result(page)
        first = time.perf_counter() - clicked
        context.close()
    return first


def first_result(page: Any) -> None:
    """Predict, and wait for the answer."""
    page.click(".live-lab [data-option='0']", timeout=120_000)
    page.wait_for_selector(SETTLED, timeout=120_000)


def one_round(chromium: Any, moves: int) -> dict[str, list[float]]:
    """Measure everything once, from a new server; then its start once more, with what it left on the disk."""
    with tempfile.TemporaryDirectory() as home:
        shown, first, taken = at_once(chromium, Path(home), moves)
        _, again, _ = at_once(chromium, Path(home), 0)
    return {
        "home": [shown], "first": [first], "again": [again], "read": [after_reading(chromium)], "move": taken
    }  # fmt: skip


def at_once(chromium: Any, home: Path, moves: int) -> tuple[float, float, list[float]]:
    """Measure from the start to the home page, from a click to the first result, and some moves."""
    with server(home) as (begun, base, address):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(address)
        shown = time.perf_counter() - begun
        clicked = time.perf_counter()
        page.goto(base + LAB)
        first_result(page)
        first = time.perf_counter() - clicked
        slider = page.locator(".live-lab .part:not([hidden]) [data-control=epochs]")
        taken = [slider.evaluate(MOVE) / 1000 for _ in range(moves + 1)][1:]
        context.close()
    return shown, first, taken


def measure(rounds: int, moves: int) -> dict[str, list[float]]:
    """Measure several rounds."""
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, BROWSERS)))
    told: dict[str, list[float]] = {name: [] for name in BUDGETS}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        for _ in range(rounds):
            for name, values in one_round(chromium, moves).items():
                told[name] += values
        chromium.close()
    return told


TITLES = {
    "home": "start of the process to the home page",
    "first": "a click on a lab, at once after that, to its first result (nothing compiled before)",
    "again": "the same at a later start: the programs are on the disk",
    "read": f"a click after {READING:.0f} s on the home page, on the lab it leads to, to its first result",
    "move": "a slider's move to the redrawn picture: digits network, 20 epochs, 5 seeds",
}


def rows(told: dict[str, list[float]]) -> list[str]:
    """Write the results as rows of a table."""
    lines = ["| what | median | slowest | of | budget |", "|---|---|---|---|---|"]
    for name, title in TITLES.items():
        middle, budget = median(told[name]), BUDGETS[name]
        kept = "kept" if middle < budget else "MISSED"
        slowest, count = max(told[name]), len(told[name])
        lines.append(f"| {title} | {middle:.3f} s | {slowest:.3f} s | {count} | {budget} s: {kept} |")
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--moves", type=int, default=15)
    options = parser.parse_args()
    before = os.getloadavg()[0]
    told = measure(options.rounds, options.moves)
    print("\n".join(rows(told)))
    print(f"\nLoad of this machine with {os.cpu_count()} cores: {before:.1f}, then {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
