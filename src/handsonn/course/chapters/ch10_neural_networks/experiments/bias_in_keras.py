"""The code that the lab `bias` shows: plain Keras scripts of exactly what is on the page."""

from __future__ import annotations


def unit_bias(activation: str, w1: float, w2: float, b: float) -> str:
    """Write the code of part 1."""
    return f"""import handsonn as hn  # chooses JAX, with which Keras computes here
import keras
import numpy as np

unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="{activation}")])
kernel, bias = np.array([[{w1:g}], [{w2:g}]]), np.array([{b:g}])
unit.set_weights([kernel, bias])
at_origin = [float(unit(np.zeros((1, 2)))[0, 0])]
print(at_origin)
"""


def boundaries(scaler: str, units: int, epochs: int) -> str:
    """Write the code of part 2."""
    hidden = f'\n        keras.layers.Dense({units}, activation="tanh", use_bias=use_bias),' if units else ""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

seeds = range(5)


def make(use_bias):
    model = keras.Sequential([
        keras.Input((2,)),{hidden}
        keras.layers.Dense(1, activation="sigmoid", use_bias=use_bias),
    ])
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    return model


def accuracy(seed, use_bias):
    split = hn.split(hn.load("breast_cancer"), validation=0.2, test=0.2, scaler="{scaler}", seed=seed)
    x, held_x = split.train.x[:, :2], split.validation.x[:, :2]  # mean radius, mean texture
    keras.utils.set_random_seed(seed)
    model = make(use_bias)
    history = model.fit(x, split.train.y, batch_size=32, epochs={epochs},
                        validation_data=(held_x, split.validation.y), verbose=0)
    return history.history["val_accuracy"][-1]


with_bias = [accuracy(seed, True) for seed in seeds]
without_bias = [accuracy(seed, False) for seed in seeds]
print(with_bias, without_bias)
"""


def resampled(units: int, samples: int, noise: float) -> str:
    """Write the code of part 3."""
    return f"""{_resampled(units, samples, noise)}
bias_squared, variance = zip(*[measure(seed, use_bias=True) for seed in seeds])
print(bias_squared, variance)
"""


def both_biases(units: int, samples: int, noise: float) -> str:
    """Write the code of part 4."""
    return f"""{_resampled(units, samples, noise)}
with_bias, _ = zip(*[measure(seed, use_bias=True) for seed in seeds])
without_bias, _ = zip(*[measure(seed, use_bias=False) for seed in seeds])
print(with_bias, without_bias)
"""


def _resampled(units: int, samples: int, noise: float) -> str:
    return f"""import handsonn as hn  # chooses JAX, with which Keras computes here
import keras
import numpy as np

SETS, UNITS, SAMPLES, NOISE = 30, {units}, {samples}, {noise:g}
seeds = range(5)
grid = np.linspace(-1, 1, 101, dtype="float32")


def truth(x):
    return np.sin(np.pi * x) + 0.6 * x * x


def thirty_networks(use_bias):
    # Thirty times Dense({units}, "tanh") and Dense(1), side by side (s counts them): one fit instead of thirty.
    normal = keras.initializers.RandomNormal
    model = keras.Sequential([
        keras.Input((SETS, 1)),
        keras.layers.EinsumDense("bsi,siu->bsu", (SETS, UNITS), activation="tanh",
                                 bias_axes="su" if use_bias else None,
                                 kernel_initializer=normal(stddev=2.0), bias_initializer=normal(stddev=1.0)),
        keras.layers.EinsumDense("bsu,suo->bso", (SETS, 1), bias_axes="so" if use_bias else None,
                                 kernel_initializer=normal(stddev=UNITS**-0.5)),
    ])
    model.compile(keras.optimizers.Adam(0.02), "mse")
    return model


def measure(seed, use_bias):
    generator = np.random.default_rng(seed)
    x = generator.uniform(-1, 1, (SAMPLES, SETS, 1)).astype("float32")
    y = (truth(x) + NOISE * generator.standard_normal(x.shape)).astype("float32")
    keras.utils.set_random_seed(seed)
    model = thirty_networks(use_bias)
    model.fit(x, y, batch_size=SAMPLES, epochs=1000, verbose=0)
    fits = np.asarray(model(np.repeat(grid[:, None, None], SETS, axis=1)))[..., 0].astype("float64")
    bias_squared = ((fits.mean(axis=1) - truth(grid.astype("float64"))) ** 2).mean()
    return bias_squared, fits.var(axis=1).mean()

"""
