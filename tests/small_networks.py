"""Small data and small networks, one for each thing that a Keras model can be made of."""

from typing import Any

import keras
import numpy as np
from keras import layers, regularizers

SAMPLES = 90  # with batches of 32: two whole ones and a rest of 26


def features(samples: Any = SAMPLES, *, seed: Any = 0) -> Any:
    """Samples of 8 features with labels of 3 classes."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(samples, 8)).astype("float32")
    return x, (x[:, :3] + generator.normal(size=(samples, 3))).argmax(axis=1)


def images(samples: Any = 64) -> Any:
    """Images of 10 x 10 pixels with labels of 3 classes."""
    _, y = features(samples)
    return np.random.default_rng(1).normal(size=(samples, 10, 10, 1)).astype("float32"), y


def sentences(samples: Any = 64) -> Any:
    """Sequences of 7 word numbers below 20, padded with 0, with labels of 2 classes."""
    generator = np.random.default_rng(2)
    words = generator.integers(1, 20, size=(samples, 7))
    words[np.arange(7) >= generator.integers(2, 8, size=(samples, 1))] = 0
    return words, (words[:, 0] > 9).astype("int64")


def signals(samples: Any = 64) -> Any:
    """Sequences of 6 moments of 3 values with one number to predict."""
    x = np.random.default_rng(3).normal(size=(samples, 6, 3)).astype("float32")
    return x, x[:, -1, :1] - x[:, 0, :1]


def compiled(
    model: Any,
    optimizer: Any = "adam",
    loss: Any = "sparse_categorical_crossentropy",
    metrics: Any = ("accuracy",),
    **kwargs: Any,
) -> Any:
    """Compile and return the model."""
    model.compile(optimizer, loss, metrics=list(metrics), **kwargs)
    return model


def classifier(*inner: Any, optimizer: Any = "adam", **kwargs: Any) -> Any:
    """8 features, the given layers (or one of 6 units), 3 classes."""
    inner = inner or (layers.Dense(6, activation="relu"),)
    stack = [keras.Input((8,)), *inner, layers.Dense(3, activation="softmax")]
    return compiled(keras.Sequential(stack), optimizer, **kwargs)


def linear(optimizer: Any = "sgd", **kwargs: Any) -> Any:
    """8 features and 3 classes without a layer between: the cheapest to compile."""
    model = keras.Sequential([keras.Input((8,)), layers.Dense(3, activation="softmax")])
    return compiled(model, optimizer, **{"metrics": [], **kwargs})


def unbuilt() -> Any:
    """A Sequential that learns its input's shape from the data."""
    stack = [layers.Dense(6, activation="relu"), layers.Dropout(0.2), layers.Dense(3, activation="softmax")]
    return compiled(keras.Sequential(stack))


def normalized(*, mean: Any = 5.0) -> Any:
    """A classifier that standardises its input with the moments of data around `mean`."""
    scaler = layers.Normalization()
    scaler.adapt(np.random.default_rng(4).normal(mean, 2.0, size=(50, 8)).astype("float32"))
    return classifier(scaler, layers.Dense(6, activation="relu"))


def penalised() -> Any:
    """L1 and L2 on weights, on activities, and orthogonality, with a constraint."""
    return classifier(
        layers.Dense(
            6,
            activation="tanh",
            kernel_regularizer=regularizers.L1L2(1e-3, 1e-2),
            activity_regularizer=regularizers.L2(1e-2),
        ),
        layers.Dense(
            4,
            kernel_regularizer=regularizers.OrthogonalRegularizer(),
            kernel_constraint=keras.constraints.MaxNorm(1.0),
            bias_constraint=keras.constraints.NonNeg(),
        ),
    )


def partly_frozen() -> Any:
    """A first layer that does not learn."""
    return classifier(layers.Dense(6, trainable=False), layers.BatchNormalization(), layers.Dense(5, "relu"))


def reader() -> Any:
    """Word numbers, an embedding that masks the padding, a GRU."""
    stack = [keras.Input((7,), dtype="int32"), layers.Embedding(20, 4, mask_zero=True), layers.GRU(5)]
    model = keras.Sequential([*stack, layers.Dense(1, activation="sigmoid")])
    return compiled(model, loss="binary_crossentropy")


def forecaster(*recurrent: Any) -> Any:
    """An LSTM, or the given layers, and one number."""
    recurrent = recurrent or (layers.LSTM(5),)
    model = keras.Sequential([keras.Input((6, 3)), *recurrent, layers.Dense(1)])
    return compiled(model, loss="mse", metrics=["mae"])


def transformer() -> Any:
    """One block of self-attention with its residual sums, normalisations and dropout."""
    inputs = keras.Input((6, 3))
    x = layers.Dense(4)(inputs)
    x = layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 3, dropout=0.1)(x, x))
    x = layers.LayerNormalization()(x + layers.Dense(4)(layers.Dense(8, activation="gelu")(x)))
    output = layers.Dense(1)(layers.GlobalAveragePooling1D()(x))
    return compiled(keras.Model(inputs, output), loss="mse", metrics=[])


def convolutional(*extra: Any) -> Any:
    """A small network of convolutions, on which the step engine works."""
    stack = [keras.Input((10, 10, 1)), *extra, layers.Conv2D(3, 3, activation="relu"), layers.MaxPooling2D()]
    return compiled(keras.Sequential([*stack, layers.Flatten(), layers.Dense(3, activation="softmax")]))


def two_of_each() -> Any:
    """Two inputs and two outputs by name, each output with its own loss, weight and metric."""
    wide, deep = keras.Input((8,), name="wide"), keras.Input((3,), name="deep")
    both = layers.Concatenate()([layers.Dense(4, activation="relu")(wide), deep])
    outputs = {"kind": layers.Dense(3, name="kind")(both), "size": layers.Dense(1, name="size")(both)}
    model = keras.Model({"wide": wide, "deep": deep}, outputs)
    loss = {"kind": keras.losses.SparseCategoricalCrossentropy(from_logits=True), "size": "mse"}
    model.compile(
        "adam", loss, loss_weights={"kind": 1.0, "size": 0.5}, metrics={"kind": ["accuracy"], "size": ["mae"]}
    )
    return model


def named_samples(samples: Any = SAMPLES) -> Any:
    """Data for two_of_each."""
    x, y = features(samples)
    return {"wide": x, "deep": x[:, :3] ** 2}, {"kind": y, "size": x[:, :1]}


def autoencoder() -> Any:
    """8 features through 2 and back."""
    encoder = keras.Sequential([keras.Input((8,)), layers.Dense(2, activation="tanh")])
    decoder = keras.Sequential([keras.Input((2,)), layers.Dense(8)])
    inputs = keras.Input((8,))
    return compiled(keras.Model(inputs, decoder(encoder(inputs))), loss="mse", metrics=[])


class Penalising(keras.Model):
    """A subclass that adds a loss of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.inner, self.outer = layers.Dense(5, activation="relu"), layers.Dense(3, activation="softmax")

    def call(self, x: Any) -> Any:
        inner = self.inner(x)
        self.add_loss(0.1 * keras.ops.mean(keras.ops.square(inner)))
        return self.outer(inner)


class Variational(keras.Model):
    """A variational autoencoder with its own train_step and metrics."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.decoder = layers.Dense(4), layers.Dense(8)
        self.seeds = keras.random.SeedGenerator(11)
        self.rebuilding, self.divergence = keras.metrics.Mean("rebuilding"), keras.metrics.Mean("divergence")

    @property
    def metrics(self) -> Any:
        return [self.rebuilding, self.divergence]

    def call(self, x: Any) -> Any:
        mean, log_variance = keras.ops.split(self.encoder(x), 2, axis=-1)
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.seeds)
        return self.decoder(mean + keras.ops.exp(0.5 * log_variance) * noise), mean, log_variance

    def _evidence(self, trainable: Any, non_trainable: Any, x: Any) -> Any:
        (rebuilt, mean, log_variance), non_trainable = self.stateless_call(trainable, non_trainable, x)
        rebuilding = keras.ops.mean(keras.ops.square(x - rebuilt))
        divergence = -0.5 * keras.ops.mean(1 + log_variance - mean**2 - keras.ops.exp(log_variance))
        return rebuilding + divergence, (rebuilding, divergence, non_trainable)

    def train_step(self, state: Any, data: Any) -> Any:
        import jax

        trainable, non_trainable, optimizer, metrics = state
        x, _, _ = keras.utils.unpack_x_y_sample_weight(data)
        gradient = jax.value_and_grad(self._evidence, has_aux=True)
        (_, (rebuilding, divergence, non_trainable)), gradients = gradient(trainable, non_trainable, x)
        trainable, optimizer = self.optimizer.stateless_apply(optimizer, gradients, trainable)
        halves = len(metrics) // 2
        first = self.rebuilding.stateless_update_state(metrics[:halves], rebuilding)
        second = self.divergence.stateless_update_state(metrics[halves:], divergence)
        logs = {
            "rebuilding": self.rebuilding.stateless_result(first),
            "divergence": self.divergence.stateless_result(second),
        }
        return logs, (trainable, non_trainable, optimizer, [*first, *second])


def variational() -> Any:
    """Build and compile the variational autoencoder."""
    model = Variational()
    model.compile("adam")
    return model
