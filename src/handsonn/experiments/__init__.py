"""The use-cases that every front end calls: an experiment, its runs, variations of it."""

from handsonn.experiments.experiment import Experiment
from handsonn.experiments.kept_run import KeptRun, open_run
from handsonn.experiments.prepared_data import PreparedData
from handsonn.experiments.run import Run
from handsonn.experiments.variation import Spread, Variation, VariedRuns

__all__ = ["Experiment", "KeptRun", "PreparedData", "Run", "Spread", "Variation", "VariedRuns", "open_run"]
