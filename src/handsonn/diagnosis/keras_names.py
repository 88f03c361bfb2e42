"""Names that compile and layers take as text, for "did you mean": Keras itself is not imported here."""

from __future__ import annotations

import difflib

LOSSES = (
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "categorical_crossentropy",
    "categorical_focal_crossentropy",
    "sparse_categorical_crossentropy",
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "mse",
    "mae",
    "mape",
    "msle",
    "huber",
    "log_cosh",
    "poisson",
    "kl_divergence",
    "hinge",
    "squared_hinge",
    "categorical_hinge",
    "cosine_similarity",
)
METRICS = (
    *LOSSES,
    "accuracy",
    "binary_accuracy",
    "categorical_accuracy",
    "sparse_categorical_accuracy",
    "top_k_categorical_accuracy",
    "sparse_top_k_categorical_accuracy",
)
OPTIMIZERS = (
    "adam",
    "sgd",
    "rmsprop",
    "adamw",
    "adagrad",
    "adadelta",
    "adamax",
    "nadam",
    "ftrl",
    "lion",
    "adafactor",
)
ACTIVATIONS = (
    "relu",
    "sigmoid",
    "tanh",
    "softmax",
    "linear",
    "elu",
    "selu",
    "gelu",
    "silu",
    "swish",
    "softplus",
    "softsign",
    "exponential",
    "hard_sigmoid",
    "leaky_relu",
    "relu6",
    "mish",
    "log_softmax",
)
INITIALIZERS = (
    "glorot_uniform",
    "glorot_normal",
    "he_normal",
    "he_uniform",
    "lecun_normal",
    "lecun_uniform",
    "zeros",
    "ones",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "orthogonal",
    "variance_scaling",
    "identity",
)
KINDS = {
    "loss": LOSSES,
    "metric": METRICS,
    "optimizer": OPTIMIZERS,
    "activation function": ACTIVATIONS,
    "initializer": INITIALIZERS,
}
OTHERS = (
    "Dense",
    "Conv1D",
    "Conv2D",
    "Conv3D",
    "Flatten",
    "Dropout",
    "BatchNormalization",
    "Activation",
    "Embedding",
    "MaxPooling1D",
    "MaxPooling2D",
    "AveragePooling2D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling1D",
    "Input",
    "LSTM",
    "GRU",
    "SimpleRNN",
    "Bidirectional",
    "TimeDistributed",
    "LeakyReLU",
    "Reshape",
    "Concatenate",
    "Sequential",
    "Model",
    "Adam",
    "SGD",
    "RMSprop",
    "EarlyStopping",
    "ModelCheckpoint",
    "to_categorical",
    "compile",
    "fit",
    "predict",
    "evaluate",
    "summary",
    "add",
    "save",
    "load_model",
    "epochs",
    "batch_size",
    "validation_data",
    "validation_split",
    "callbacks",
    "verbose",
    "shuffle",
    "units",
    "activation",
    "kernel_initializer",
    "kernel_regularizer",
    "kernel_size",
    "strides",
    "padding",
    "pool_size",
    "input_shape",
    "return_sequences",
    "learning_rate",
    "momentum",
    "loss",
    "metrics",
    "optimizer",
    "use_bias",
    "rate",
)


def nearest(name: str, kind: str = "") -> str:
    """Give the nearest name of a kind ("loss"), or of layers, methods and arguments; "" if none is near."""
    if name in KINDS.get(kind, OTHERS):
        return name
    plain = _plain(name)
    # A class begins with a capital and an argument does not: the names that begin alike come first.
    known = sorted(KINDS.get(kind, OTHERS), key=lambda item: item[:1].isupper() == name[:1].isupper())
    alike = {_plain(item): item for item in known}
    near = difflib.get_close_matches(plain, list(alike), n=1, cutoff=0.7)
    return alike[near[0]] if near else ""


def _plain(name: str) -> str:
    """Leave capitals and signs out."""
    return "".join(sign for sign in name.lower() if sign.isalnum())
