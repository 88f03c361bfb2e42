"""Scripts written for tensorflow.keras get Keras itself; what needs TensorFlow says so."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from handsonn.experiments.watching.tensorflow_stand_in import stand_in_for_tensorflow

WITHOUT = pytest.mark.skipif(find_spec("tensorflow") is not None, reason="TensorFlow is installed")
SCRIPT = """
import handsonn
from handsonn.experiments.watching.tensorflow_stand_in import stand_in_for_tensorflow
assert stand_in_for_tensorflow()
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, models
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam
import tensorflow.keras.backend as K
import keras as own
assert Dense is own.layers.Dense and tf.keras.Sequential is own.Sequential is Sequential
assert keras.optimizers.Adam is Adam
tf.random.set_seed(1)
a = tf.keras.layers.Dense(2)
scaler = tf.keras.layers.Normalization()
scaler.adapt(tf.constant([[1.0], [3.0]]))
assert float(scaler(tf.constant([[3.0]], dtype=tf.float32))[0, 0]) == 1.0
assert tf.constant([1.0, 2.0]).shape == (2,)
for name in ("tensorflow.keras.layers.core", "tensorflow.keras.nothing"):
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        assert repr(name) in str(error), error
    else:
        raise AssertionError(name)
try:
    tf.data.Dataset
except AttributeError as error:
    print(error)
from handsonn.experiments.watching.tensorflow_stand_in import no_stand_in
no_stand_in()
try:
    import tensorflow
except ModuleNotFoundError:
    print("gone")
"""


@WITHOUT
def test_a_script_for_tensorflow_keras_gets_keras_itself() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "this script uses tf.data, which needs TensorFlow itself" in done.stdout
    assert done.stdout.endswith("gone\n")


def test_an_imported_tensorflow_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", sys)
    finders = list(sys.meta_path)
    assert not stand_in_for_tensorflow()
    assert sys.meta_path == finders
