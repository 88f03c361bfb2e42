"""Tests import Keras themselves, as oracle: the backend is chosen here, before the first of them does."""

import os

from hypothesis import settings

os.environ.setdefault("KERAS_BACKEND", "jax")
# As handsonn does: XLA writes a page for each program read from disk, unless told before JAX starts.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# A property is judged by what it finds; how long one example takes depends on who else uses the machine.
settings.register_profile("handsonn", deadline=None)
settings.load_profile("handsonn")
