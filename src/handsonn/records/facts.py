"""All that is known about one training when it is judged; what was not recorded is None."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.records.data_facts import DataFacts
from handsonn.records.model_facts import ModelFacts
from handsonn.records.training_facts import FitFacts, LadderFacts, RaisedFacts, RunFacts


@dataclass(frozen=True)
class Facts:
    """What the rules read. Each part is recorded by its own probe, in the order of these fields."""

    model: ModelFacts | None = None
    data: DataFacts | None = None
    fit: FitFacts | None = None
    raised: RaisedFacts | None = None
    run: RunFacts | None = None
    ladder: LadderFacts | None = None
