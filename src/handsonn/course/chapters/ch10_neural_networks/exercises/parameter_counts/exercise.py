"""Count the parameters. The task is in README.md beside this file; `handsonn check parameter_counts` looks at it."""


def dense_parameters(inputs, units, use_bias=True):
    """Give the number of weights and biases of one dense layer."""
    raise NotImplementedError("how many weights has one unit, how many biases, and how many units are there?")


def network_parameters(sizes, use_bias=True):
    """Give the number of parameters of dense layers one after the other.

    sizes: first the number of features that come in, then the units of each layer: [4, 16, 3] has two layers.
    """
    raise NotImplementedError("which layers are there, and how many inputs has each?")


def image_network_parameters(image_shape, sizes):
    """Give the number of parameters of Flatten and dense layers behind it.

    image_shape: such as (28, 28) or (32, 32, 3). sizes: the units of each dense layer.
    """
    raise NotImplementedError("how many numbers has one image, and how many of its own has Flatten?")


def widest_hidden_layer(inputs, outputs, limit):
    """Give the most units of the only hidden layer with which the network has at most `limit` parameters, or 0."""
    raise NotImplementedError("how many parameters does one more hidden unit bring?")


if __name__ == "__main__":  # run this file to try what you have so far
    print(dense_parameters(4, 3))
    print(network_parameters([4, 16, 3]))
    print(image_network_parameters((28, 28), [300, 100, 10]))
    print(widest_hidden_layer(784, 10, 100_000))
