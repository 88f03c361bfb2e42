"""Time by work done: what a budget counts, so that a busy machine gives the same diagnosis as an idle one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

PATIENCE = 8.0
"""Where this process gets less than an eighth of the machine, or waits for a device, waiting counts too."""


@dataclass(frozen=True)
class WorkTime:
    """Seconds of work since it was made: processor time of this process, or an eighth of the clock's."""

    processor: float = field(default_factory=time.process_time)
    clock: float = field(default_factory=time.perf_counter)

    def seconds(self) -> float:
        """Tell how much work was done since."""
        waited = (time.perf_counter() - self.clock) / PATIENCE
        return max(time.process_time() - self.processor, waited)
