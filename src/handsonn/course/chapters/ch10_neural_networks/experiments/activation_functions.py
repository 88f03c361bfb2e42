"""The activation functions themselves, and words about the gradients that pass through them."""

import numpy as np

from handsonn.course.pictures import Axis, Curves, Line


def factor_words(ratio):
    """Say a ratio in words."""
    middle = np.median(ratio)
    return (
        f"{middle:.2g} times"
        if middle > 0.01
        else f"1 / {1 / middle:,.0f} of"
        if middle > 1e-9
        else f"{middle:.0e} of"
    )


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
        "relu": "The slope of relu is 1 or 0: about half of the units pass nothing back. Glorot's initial weights do not make up for that half.",
        "relu, He": "The slope of relu is 1 or 0; He's initial weights have twice the variance that would suffice if all units passed the gradient on, and so make up for the half that passes nothing.",
    }[kind]
