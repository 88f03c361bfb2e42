"""Run a learner's own script in a process of its own, watch its calls of fit, and diagnose them there."""

from handsonn.experiments.watching.request import WatchRequest
from handsonn.experiments.watching.watch_script import Watched, watch_script

__all__ = ["WatchRequest", "Watched", "watch_script"]
