"""A server's diagnoses: the jobs that prove, and the process that looks before a training."""

from __future__ import annotations

from pathlib import Path

from handsonn.web.workbench.child import Child
from handsonn.web.workbench.job import Job
from handsonn.web.workbench.jobs import Jobs
from handsonn.web.workbench.looker import Looker

MODULE = "handsonn.experiments.diagnosis_process"
AT_ONCE = 1  # a proof trains on all processors


class Diagnoses:
    """The diagnoses of one working folder."""

    def __init__(self, working: Path, *, jobs: Jobs | None = None, looker: Looker | None = None) -> None:
        """Find earlier diagnoses in <working>/diagnoses; no process is started yet."""
        self.jobs = jobs or Jobs(
            working / "diagnoses", at_once=AT_ONCE, child=_child, nouns=("diagnosis", "diagnoses")
        )
        self.looker = looker or Looker(working)

    def close(self) -> None:
        """End every process at once."""
        self.jobs.close()
        self.looker.close()


def _child(job: Job) -> Child:
    return Child(job, MODULE, "diagnosed")
