"""The compiled trainer: fit() for a script, run_session() for long work."""

from handsonn.training.fit import fit
from handsonn.training.live_settings import live_settings
from handsonn.training.population import Population, Trained
from handsonn.training.session import SessionResult, run_session

__all__ = ["Population", "SessionResult", "Trained", "fit", "live_settings", "run_session"]
