"""The activation functions themselves, and words about the gradients that pass through them."""

import numpy as np

from handsonn.course.pictures import Axis, Curves, Line

SMALLEST = 1e-12
NAMES = {
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "relu": "relu with Glorot's initial weights",
    "relu, He": "relu with He's initial weights",
}


def factor_words(factor):
    """Say a factor with two digits, a small one as a fraction: "1.6", "1/2,600,000"."""
    if factor < SMALLEST:
        return f"less than 1/{1 / SMALLEST:,.0f}"
    if factor < 0.095:
        return f"1/{factor_words(1 / factor)}"
    digits = float(f"{factor:.1e}")
    return f"{digits:,.0f}" if digits >= 10 else f"{digits:.2g}"


def factors_words(factors):
    """Say the median of the factors, and their range over the seeds."""
    middle, low, high = map(factor_words, (np.median(factors), factors.min(), factors.max()))
    return (
        f"{middle} (in all {len(factors)} seeds)"
        if low == high
        else f"{middle} (over the seeds {low} to {high})"
    )


def beside_he_words(chosen, sizes, he):
    """Compare the gradients of the first and the last hidden layer with those of relu with He's initial weights.

    sizes, he: shape (seeds, hidden layers).
    """
    first, last = (size_words(np.median(sizes[:, at] / he[:, at])) for at in (0, -1))
    return (
        f"{name_words(chosen)}, beside {NAMES['relu, He']}: the first layer's gradient is {first}, "
        f"the last hidden layer's {last} (medians of {len(he)} seeds)."
    )


def size_words(factor):
    """Say a factor as a size: "1.6 times as large", "1/27 of the size"."""
    said = factor_words(factor)
    if said == "1":
        return "as large"
    return f"{said} of the size" if "/" in said else f"{said} times as large"


def name_words(kind):
    """Begin a sentence with the name of an activation function."""
    return NAMES[kind][0].upper() + NAMES[kind][1:]


def function_picture(activation):
    """Draw the activation function itself, and its slope."""
    z = np.linspace(-5, 5, 201)
    values, slopes = {
        "sigmoid": (1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z)) ** 2),
        "tanh": (np.tanh(z), 1 - np.tanh(z) ** 2),
        "relu": (np.maximum(z, 0), np.where(z > 0, 1.0, 0.0)),
    }[activation]
    return Curves(
        title=activation,
        caption=f"The largest slope is {slopes.max():.2g}.",
        x=Axis("weighted sum", low=-5, high=5),
        y=Axis("value", low=-1.1, high=2),
        lines=(Line("function", z, values), Line("its slope", z, slopes, colour="orange", style="dashed")),
        span=4,
        height=330,
    )


def slope_words(kind):
    """Say what the slope of the activation function means for the gradient."""
    return {
        "sigmoid": "The sigmoid's slope is at most 1/4, so each layer passes back at most a quarter of what its weights bring.",
        "tanh": "The slope of tanh is 1 at zero and less elsewhere: better than sigmoid, and still at most 1.",
        "relu": "The slope of relu is 1 or 0: about half of the units pass nothing back. Glorot's initial weights do not make up for that half, so the deeper the network, the smaller the gradients of all its layers.",
        "relu, He": "The slope of relu is 1 or 0; He's initial weights have twice the variance that would suffice if all units passed the gradient on, and so make up for the half that passes nothing.",
    }[kind]
