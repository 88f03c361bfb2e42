"""Look inside a live model and its data; give facts. Nothing here changes what it looks at."""

from handsonn.probes.arrays import array_facts
from handsonn.probes.data import data_facts
from handsonn.probes.fit import fit_facts
from handsonn.probes.layer_run import layer_run_facts
from handsonn.probes.model import model_facts
from handsonn.probes.predictions import prediction_facts
from handsonn.probes.start import expected_at_start, loss_at_start
from handsonn.probes.undisturbed import undisturbed

__all__ = [
    "array_facts",
    "data_facts",
    "expected_at_start",
    "fit_facts",
    "layer_run_facts",
    "loss_at_start",
    "model_facts",
    "prediction_facts",
    "undisturbed",
]
