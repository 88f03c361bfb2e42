"""Tests import Keras themselves, as oracle: the backend is chosen here, before the first of them does."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")
