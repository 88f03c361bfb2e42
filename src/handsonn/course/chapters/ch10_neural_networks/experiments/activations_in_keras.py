"""The code of the lab "activations", for exactly the settings on the page."""

from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import BATCH_SIZE, plane_data


def playground_code(data, settings):
    """Write the code of exactly this network."""
    dense = "".join(
        f'        keras.layers.Dense({units}, activation="{settings["activation"]}"),\n'
        for units in settings["layers"]
    )
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np
{data.code}
seeds = range(5)
val_accuracy, loss = [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input(({len(data.inputs)},)),
{dense}        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam({settings["learning_rate"]}), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={BATCH_SIZE}, epochs={int(settings["epochs"])},
                        validation_data=(val_x, val_y), verbose=0)
    val_accuracy.append(history.history["val_accuracy"][-1])
    loss.append(history.history["loss"][-1])
print(val_accuracy, loss)
"""


def comparison_code(data, depth, activation, *, units, epochs):
    """Write the code of part 2."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
{data.code}
def score(activation, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,))])
    for _ in range({depth}):
        model.add(keras.layers.Dense({units}, activation=activation))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={BATCH_SIZE}, epochs={epochs}, validation_data=(val_x, val_y), verbose=0)
    return history.history["val_accuracy"][-1]

seeds = range(5)
linear = [score("linear", seed) for seed in seeds]
bent = [score("{activation}", seed) for seed in seeds]
print(linear, bent)
"""


def gradient_code(depth, activation, initializer):
    """Write the code of part 3, for the chosen activation."""
    return f"""import handsonn as hn  # reads and splits the data, and chooses the JAX backend
import jax
import keras
import numpy as np
{plane_data("circles").code}
def gradient_sizes(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,))])
    for _ in range({depth}):
        model.add(keras.layers.Dense(32, activation="{activation}", kernel_initializer="{initializer}"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))

    def loss(weights):
        outputs, _ = model.stateless_call(weights, [], x)
        return keras.ops.mean(keras.losses.binary_crossentropy(y[:, None], outputs))

    gradients = jax.grad(loss)([variable.value for variable in model.trainable_variables])
    return [float(np.sqrt(np.mean(np.float64(one) ** 2))) for one in gradients if one.ndim == 2]

seeds = range(5)
ratio = []
for seed in seeds:
    sizes = gradient_sizes(seed)
    ratio.append(sizes[0] / sizes[{depth - 1}])
print(ratio)
"""
