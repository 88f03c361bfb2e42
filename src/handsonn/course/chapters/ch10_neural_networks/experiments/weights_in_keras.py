"""The code that the lab `weights` shows: plain Keras scripts of exactly what is on the page."""

from __future__ import annotations

from collections.abc import Sequence

_TRAINED = """import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.test.x, split.test.y
seeds = range(5)


def trained(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(split.train.x, split.train.y, batch_size=32, epochs=40, verbose=0)
    return model

"""


def one_unit(activation: str, w1: float, w2: float, x1: float, x2: float) -> str:
    """Write the code of part 1."""
    return f"""import handsonn as hn  # chooses JAX, with which Keras computes here
import jax
import keras
import numpy as np

unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="{activation}")])
unit.set_weights([np.array([[{w1:g}], [{w2:g}]]), np.array([0.0])])
x = np.array([{x1:g}, {x2:g}], "float32")
output = [float(unit(x[None])[0, 0])]
sensitivity = jax.grad(lambda x: unit(x[None])[0, 0])(x)
sensitivity_x1, sensitivity_x2 = [float(sensitivity[0])], [float(sensitivity[1])]
print(output, sensitivity_x1, sensitivity_x2)
"""


def a_network(what: str, place: Sequence[int] | None, unit: int, factor: float) -> str:
    """Write the code of part 2."""
    if what == "unit":
        change = f"    weights[0][:, {unit}] *= {factor:g}  # all weights into hidden unit {unit}"
    elif place is None:
        change = f"""    kernel = weights[2]  # the output layer's
    kernel[np.unravel_index(np.abs(kernel).argmax(), kernel.shape)] *= {factor:g}"""
    else:
        change = f"    weights[{2 * place[0]}][{place[1]}, {place[2]}] *= {factor:g}"
    return f"""{_TRAINED}
accuracy, different = [], []
for seed in seeds:
    model = trained(seed)
    before = model.predict(x, verbose=0).argmax(axis=1)
    weights = model.get_weights()
{change}
    model.set_weights(weights)
    after = model.predict(x, verbose=0).argmax(axis=1)
    accuracy.append((after == y).mean())
    different.append(int((after != before).sum()))
print(accuracy, different)
"""


def scale_layer(layer: str, factor: float) -> str:
    """Write the code of part 3."""
    places = {"hidden": "[0]", "output": "[2]", "both": "[0, 2]"}[layer]
    return f"""{_TRAINED}
accuracy, certainty = [], []
for seed in seeds:
    model = trained(seed)
    weights = model.get_weights()  # kernel, bias, kernel, bias
    for place in {places}:
        weights[place] *= {factor:g}
    model.set_weights(weights)
    probabilities = model.predict(x, verbose=0)
    accuracy.append((probabilities.argmax(axis=1) == y).mean())
    certainty.append(probabilities.max(axis=1).mean())
print(accuracy, certainty)
"""


def which_matter(layer: str, share: float) -> str:
    """Write the code of part 4."""
    inputs = {
        "hidden": "split.train.x.reshape(len(split.train.x), -1)",
        "output": "keras.Model(model.inputs, model.layers[1].output).predict(split.train.x, verbose=0)",
    }[layer]
    place = {"hidden": 0, "output": 2}[layer]
    return f"""{_TRAINED}
def accuracy_without(model, scores):
    weights = model.get_weights()
    kernel = weights[{place}]
    kernel.ravel()[np.argsort(scores.ravel(), kind="stable")[:round({share:g} * kernel.size)]] = 0
    cut = keras.models.clone_model(model)
    cut.set_weights(weights)
    return (cut.predict(x, verbose=0).argmax(axis=1) == y).mean()


smallest, random, largest, product = [], [], [], []
for seed in seeds:
    model = trained(seed)
    size = np.abs(model.get_weights()[{place}])
    inputs = {inputs}
    input_size = np.sqrt((inputs ** 2).mean(axis=0))
    smallest.append(accuracy_without(model, size))
    random.append(accuracy_without(model, np.random.default_rng(seed).random(size.shape)))
    largest.append(accuracy_without(model, -size))
    product.append(accuracy_without(model, size * input_size[:, None]))
print(smallest, random, largest, product)
"""
