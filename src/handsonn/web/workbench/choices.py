"""What the page offers: names of the library and of Keras, with the words that explain them."""

from __future__ import annotations

ACTIVATIONS = (
    ("relu", "relu: max(0, x)"),
    ("tanh", "tanh: from -1 to 1"),
    ("sigmoid", "sigmoid: from 0 to 1"),
    ("gelu", "gelu: a smooth relu"),
    ("silu", "silu: x times sigmoid(x)"),
    ("elu", "elu: below 0 it bends to -1"),
    ("selu", "selu: elu, self-normalizing"),
    ("leaky_relu", "leaky relu: a small slope below 0"),
    ("linear", "linear: none"),
)
OPTIMIZERS = (
    ("adam", "Adam", "0.001"),
    ("sgd", "SGD: plain gradient descent", "0.01"),
    ("rmsprop", "RMSprop", "0.001"),
    ("adamw", "AdamW: Adam with weight decay", "0.001"),
    ("nadam", "Nadam: Adam with Nesterov momentum", "0.001"),
    ("adagrad", "Adagrad", "0.001"),
    ("lion", "Lion", "0.001"),
)
SCALERS = (
    ("minmax", "minmax: from 0 to 1"),
    ("standard", "standard: mean 0, deviation 1"),
    ("normalization", "a Normalization layer in the network"),
    ("none", "none: as they are"),
)
FILLINGS = (
    ("", "refuse to train"),
    ("mean", "fill with the mean"),
    ("median", "fill with the median"),
    ("most_frequent", "fill with the most frequent"),
)
