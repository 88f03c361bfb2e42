"""Work through cases in worker processes; results are kept as they come, so that a stopped run goes on."""

from __future__ import annotations

import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.diagnosis.cases import Case

ROOT = Path(__file__).parents[2]
CASES_PER_PROCESS = 120
"""After so many cases a worker gives way to a new one: compiled programs stay in memory."""
LIMIT_SECONDS = 400.0


class Worker:
    """A process that is sent a case's name a line and answers with a line of JSON."""

    def __init__(self, work: str, options: tuple[str, ...] = ()) -> None:
        self.command = [sys.executable, "-m", "benchmarks.diagnosis.worker", work, *options]
        self.process: subprocess.Popen[str] | None = None
        self.done = 0

    def answer(self, name: str, limit: float) -> dict[str, Any]:
        """Send a case and wait; a worker that dies or takes too long is told of in the answer."""
        if self.process is None or self.done >= CASES_PER_PROCESS:
            self._renew()
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.done += 1
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], limit)
        line = self.process.stdout.readline() if ready else ""
        if line:
            return dict(json.loads(line))
        self.close()
        return {"case": name, "failed": "took too long" if not ready else "the worker died"}

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _renew(self) -> None:
        self.close()
        self.done = 0
        environment = {**os.environ, "KERAS_BACKEND": "jax", "TF_CPP_MIN_LOG_LEVEL": "3"}
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches this process, which then ends its workers
        )  # fmt: skip


def results_in(file: Path) -> list[dict[str, Any]]:
    """Read the results that were kept; a last line that was cut off is left out."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines]


def work_through(
    cases: list[Case], work: str, file: Path, *, options: tuple[str, ...] = (), processes: int = 2
) -> list[dict[str, Any]]:
    """Answer every case that the file does not hold yet; append each answer; give all answers.

    The cases of a program stay together, so that a worker compiles them once.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    wanted = {case.name for case in cases}
    kept = {result["case"] for result in results_in(file)}
    todo = [case for case in cases if case.name not in kept]
    print(f"{work}: {len(todo)} cases to do, {len(wanted & kept)} kept in {file}", flush=True)
    _in_parallel(_by_program(todo), work, options, processes, _keeper(file, len(todo)))
    return [result for result in results_in(file) if result["case"] in wanted]


def _by_program(cases: list[Case]) -> queue.Queue[list[Case]]:
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.program, []).append(case)
    waiting: queue.Queue[list[Case]] = queue.Queue()
    for group in groups.values():
        waiting.put(group)
    return waiting


def _keeper(file: Path, total: int) -> Callable[[dict[str, Any]], None]:
    """Give a function that appends a result and tells how long the rest will take."""
    started, done, lock = time.monotonic(), 0, threading.Lock()

    def keep(result: dict[str, Any]) -> None:
        nonlocal done
        with lock, file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(result) + "\n")
            done += 1
            left = (time.monotonic() - started) / done * (total - done)
            print(f"  {done}/{total}, {left / 60:.1f} min left: {result['case']}", flush=True)

    return keep


def _in_parallel(
    waiting: queue.Queue[list[Case]],
    work: str,
    options: tuple[str, ...],
    processes: int,
    keep: Callable[[dict[str, Any]], None],
) -> None:
    workers = [Worker(work, options) for _ in range(processes)]
    stopped = threading.Event()

    def serve(worker: Worker) -> None:
        while not stopped.is_set():
            try:
                group = waiting.get_nowait()
            except queue.Empty:
                return
            for case in group:
                answer = worker.answer(case.name, LIMIT_SECONDS)
                if stopped.is_set():
                    return
                keep(answer)

    threads = [threading.Thread(target=serve, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    finally:
        stopped.set()
        for worker in workers:
            worker.close()
