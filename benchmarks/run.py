"""Measure handsonn against its peers, as ratios in one interleaved run, and write RESULTS.md.

uv run python benchmarks/run.py                          (Keras on JAX, scikit-learn)
uv run --extra tensorflow python benchmarks/run.py       (Keras on TensorFlow as well)

Each peer runs in a process of its own; the processes take turns, so that a busy moment of the machine meets
all of them. Torch is measured too where it is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from cases import CASES
from startup import startup_rows

FOLDER = Path(__file__).parent
FACTS_BUDGET = 5.0
BUDGETS = {
    ("digits", "Keras on JAX"): 8.0,
    ("digits", "Keras on TensorFlow"): 40.0,
    ("fashion", "Keras on JAX"): 1.5,
    ("fashion", "Keras on TensorFlow"): 3.0,
}


@dataclass(frozen=True)
class Times:
    """Seconds of one training, on the wall clock and on the processors."""

    wall: float
    cpu: float


class Peer:
    """A worker process that trains when asked."""

    def __init__(self, title: str, kind: str, backend: str) -> None:
        self.title = title
        environment = {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
        self.process = subprocess.Popen(
            [sys.executable, str(FOLDER / "worker.py"), kind],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=FOLDER,
        )  # fmt: skip

    def time(self, case: str, work: str = "train") -> Times:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([case, work]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.title} ended on {case}: run benchmarks/worker.py by hand to see why.")
        return Times(*json.loads(line))

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def start_peers() -> list[Peer]:
    peers = [Peer("handsonn", "handsonn", "jax"), Peer("Keras on JAX", "keras", "jax")]
    for module, title in (("tensorflow", "Keras on TensorFlow"), ("torch", "Keras on torch")):
        if find_spec(module):
            peers.append(Peer(title, "keras", module))
    return [*peers, Peer("scikit-learn", "scikit-learn", "jax")]


def interleaved(jobs: list[tuple[Peer, str, str]], rounds: int) -> list[list[Times]]:
    """Time the jobs in turn, `rounds` times after one uncounted round."""
    for peer, case, work in jobs:
        peer.time(case, work)
    taken = [[peer.time(case, work) for peer, case, work in jobs] for _ in range(rounds)]
    return [list(column) for column in zip(*taken, strict=True)]


def ratio(slow: list[Times], fast: list[Times], figure: str = "wall") -> float:
    """Median, over the rounds, of the time of one divided by the time of the other in the same round."""
    return median(getattr(s, figure) / getattr(f, figure) for s, f in zip(slow, fast, strict=True))


def training_rows(peers: list[Peer], rounds: int) -> list[str]:
    rows = ["| network | peer | seconds | handsonn is faster by | on processor time | budget |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    for name, case in CASES.items():
        able = [peer for peer in peers if peer.title != "scikit-learn" or case.hidden_layers]
        columns = interleaved([(peer, name, "train") for peer in able], rounds)
        for peer, column in zip(able, columns, strict=True):
            seconds = f"{median(times.wall for times in column):.3f}"
            if peer.title == "handsonn":
                rows.append(f"| {case.title} | **handsonn** | {seconds} | | | |")
                continue
            faster, cpu = ratio(column, columns[0]), ratio(column, columns[0], "cpu")
            budget = BUDGETS.get((name, peer.title), 1.0 if peer.title == "Keras on JAX" else None)
            verdict = "" if budget is None else f"{budget:g}: {'kept' if faster >= budget else 'MISSED'}"
            rows.append(f"| | {peer.title} | {seconds} | {faster:.2f} | {cpu:.2f} | {verdict} |")
        print("\n".join(rows[-len(able) :]), flush=True)
    return rows


def change_rows(ours: Peer, keras: Peer, rounds: int) -> list[str]:
    """Measure what a moved slider costs (a new model with another learning rate), and what telling costs."""
    first, second = interleaved([(peer, "digits", "new learning rate") for peer in (ours, keras)], rounds)
    facts, plain = interleaved([(ours, "digits", w) for w in ("with facts", "without facts")], rounds * 2)
    cost = (ratio(facts, plain) - 1) * 100
    verdict = "kept" if cost < FACTS_BUDGET else "MISSED"
    seconds = [f"{median(times.wall for times in column):.3f} s" for column in (first, second, facts, plain)]
    slider = f"digits MLP built anew, another learning rate, 20 epochs | {seconds[0]} | Keras {seconds[1]}"
    sink = f"digits MLP, 100 epochs, a sink told of each | {seconds[2]} | nobody told {seconds[3]}"
    return [
        "| what | handsonn | against | difference | budget |",
        "|---|---|---|---|---|",
        f"| {slider} | {ratio(second, first):.1f} times faster | nothing compiles |",
        f"| {sink} | {cost:+.1f} % | under {FACTS_BUDGET} %: {verdict} |",
    ]


def heading() -> list[str]:
    """Say on what machine and with which versions this was measured."""
    modules = {name: name for name in ("keras", "jax", "tensorflow", "torch")} | {"scikit-learn": "sklearn"}
    found = [f"{name} {version(name)}" for name, module in modules.items() if find_spec(module)]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return [
        "# Benchmark results",
        "",
        "Made by `benchmarks/run.py`. Seconds are medians and differ from machine to machine; the ratios",
        "come from peers that took turns in one run. Every training starts from the same weights, is",
        "compiled already, and includes a validation at the end of each epoch.",
        "",
        f"{machine}, Python {platform.python_version()}; {', '.join(found)}.",
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each peer trains each network")
    parser.add_argument("--output", type=Path, default=FOLDER / "RESULTS.md")
    options = parser.parse_args()
    peers = start_peers()
    parts: list[Any] = [*heading(), "## Training", "", *training_rows(peers, options.rounds), ""]
    parts += ["## Moving a slider, and recording", "", *change_rows(peers[0], peers[1], options.rounds), ""]
    for peer in peers:
        peer.close()
    parts += ["## Starting", "", *startup_rows(options.rounds), ""]
    options.output.write_text("\n".join(parts), encoding="utf-8")
    print(f"written: {options.output}")


if __name__ == "__main__":
    main()
