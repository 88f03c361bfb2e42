"""Look inside a live model and its data; give facts. Nothing here changes what it looks at."""

from handsonn.probes.arrays import array_facts
from handsonn.probes.data import data_facts
from handsonn.probes.fit import fit_facts
from handsonn.probes.model import model_facts
from handsonn.probes.undisturbed import undisturbed

__all__ = ["array_facts", "data_facts", "fit_facts", "model_facts", "undisturbed"]
