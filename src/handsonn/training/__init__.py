"""The compiled trainer: fit() for a script, run_session() for long work."""

from handsonn.training.fit import fit
from handsonn.training.session import SessionResult, run_session

__all__ = ["SessionResult", "fit", "run_session"]
