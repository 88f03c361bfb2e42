"""Count the parameters: a solution."""

import math
from itertools import pairwise


def dense_parameters(inputs, units, use_bias=True):
    weights = inputs * units
    return weights + units if use_bias else weights


def network_parameters(sizes, use_bias=True):
    total = 0
    for inputs, units in pairwise(sizes):
        total += dense_parameters(inputs, units, use_bias)
    return total


def image_network_parameters(image_shape, sizes):
    return network_parameters([math.prod(image_shape), *sizes])


def widest_hidden_layer(inputs, outputs, limit):
    per_unit = inputs + 1 + outputs
    return max((limit - outputs) // per_unit, 0)
