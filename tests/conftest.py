"""Tests import Keras themselves, as oracle: the backend is chosen here, before the first of them does."""

import os

from hypothesis import settings

os.environ.setdefault("KERAS_BACKEND", "jax")

# A property is judged by what it finds; how long one example takes depends on who else uses the machine.
settings.register_profile("handsonn", deadline=None)
settings.load_profile("handsonn")
