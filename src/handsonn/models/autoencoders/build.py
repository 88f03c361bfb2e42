"""build_autoencoder(): the autoencoder that fits a shape of sample, compiled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handsonn.errors import UnknownName, UsageError
from handsonn.models.autoencoders import convolutional, dense
from handsonn.models.autoencoders.autoencoder import Autoencoder
from handsonn.models.backend import load_keras
from handsonn.models.build import activation_names, check_layers, make_optimizer

KINDS = ("dense", "convolutional", "variational", "denoising")
BODIES = {"dense": dense, "convolutional": convolutional}
LARGEST_LATENT_DIM = 64
LOSSES = ("mse", "binary_crossentropy")
_DENSE_UNITS, _FILTERS = (128, 64), (16, 32)
_LARGEST_DENSE_SAMPLE = 1_024  # values: 28 x 28 in grey is dense, 32 x 32 in colour is convolutional
_IMAGE_RANKS = (2, 3)


@dataclass(frozen=True)
class _Plan:
    """What to build, complete and checked. shape: one sample's."""

    shape: tuple[int, ...]
    latent_dim: int
    kind: str
    body: str
    layers: tuple[int, ...]
    activation: str
    output: str


def build_autoencoder(
    sample_shape: tuple[int, ...],
    latent_dim: int,
    kind: str = "dense",
    *,
    body: str | None = None,
    layers: Sequence[int] | None = None,
    activation: str = "relu",
    output: str = "linear",
    loss: str = "mse",
    kl_weight: float = 0.1,
    noise: float = 0.3,
    optimizer: Any = "adam",
    learning_rate: float | None = None,
    decay_steps: int | None = None,
) -> Autoencoder:
    """Build and compile an autoencoder; train it with hn.fit(autoencoder.model, x, x).

    sample_shape: (features,), or (height, width[, channels]).
    kind: "dense", "convolutional", "variational" (its codes can be drawn from a standard normal), or
        "denoising" (noise is added to the samples in training, and the clean ones are asked for).
    body: "dense" or "convolutional", for the two last kinds; None chooses by the sample's size.
    layers: units, or filters, of each hidden layer of the encoder; the decoder has them in reverse.
    output, loss: the last layer's activation; "sigmoid" where the samples lie between 0 and 1, whatever the
        loss, "mse" or "binary_crossentropy".
    kl_weight: how much a variational one minds that its codes are spread otherwise than a standard normal;
        1 is the evidence lower bound for binary cross-entropy, at which some numbers of a code often say
        nothing. noise: standard deviation, in the samples'
        scale, of a denoising one's noise.
    learning_rate: at the start; it falls along half a cosine to 0 in `decay_steps` updates, or stays.

    Raises UsageError for sizes that make no autoencoder, UnknownName for names that do not exist.
    """
    plan = _checked(sample_shape, latent_dim, kind, body, layers, activation, output, loss)
    _check_amount("kl_weight", kl_weight)
    _check_amount("noise", noise)
    autoencoder = _variational(plan, kl_weight) if kind == "variational" else _plain(plan, noise)
    compile_autoencoder(
        autoencoder.model,
        loss,
        optimizer=optimizer,
        learning_rate=learning_rate,
        decay_steps=decay_steps,
    )
    return autoencoder


def compile_autoencoder(
    model: Any,
    loss: str = "mse",
    *,
    optimizer: Any = "adam",
    learning_rate: float | None = None,
    decay_steps: int | None = None,
) -> None:
    """Compile with this loss and, whatever the loss, the mean squared error, so that all can be compared."""
    chosen = make_optimizer(optimizer, learning_rate) if isinstance(optimizer, str) else optimizer
    if decay_steps is not None and isinstance(optimizer, str):
        schedules = load_keras().optimizers.schedules
        rate = float(chosen.learning_rate)
        chosen = type(chosen)(learning_rate=schedules.CosineDecay(rate, decay_steps))
    model.compile(optimizer=chosen, loss=loss, metrics=["mse"])


def choose_body(sample_shape: tuple[int, ...]) -> str:
    """Choose convolutions for images of more than 1,024 values, else Dense layers, which train faster."""
    is_image = len(sample_shape) in _IMAGE_RANKS
    return "convolutional" if is_image and math.prod(sample_shape) > _LARGEST_DENSE_SAMPLE else "dense"


def check_latent_dim(latent_dim: Any, features: int) -> int:
    """Return it. Raises UsageError for what is no size of a code for samples of so many numbers."""
    if isinstance(latent_dim, bool) or not isinstance(latent_dim, int):
        raise UsageError(f"latent_dim is {latent_dim!r}; it counts a code's numbers, so give 1, 2, 3, ...")
    if not 1 <= latent_dim <= LARGEST_LATENT_DIM:
        raise UsageError(f"latent_dim is {latent_dim}; give a whole number from 1 to {LARGEST_LATENT_DIM}.")
    if latent_dim > features:
        raise UsageError(
            f"latent_dim is {latent_dim}, but a sample has only {features} numbers, so nothing would be "
            f"compressed; give at most {features}."
        )
    return latent_dim


def _checked(  # noqa: PLR0917 - build_autoencoder's own, in its order
    shape: tuple[int, ...],
    latent_dim: int,
    kind: str,
    body: str | None,
    layers: Sequence[int] | None,
    activation: str,
    output: str,
    loss: str,
) -> _Plan:
    shape = tuple(int(side) for side in shape)
    if not shape or min(shape) < 1:
        raise UsageError(f"one sample has the shape {shape}; an autoencoder needs at least one number.")
    check_latent_dim(latent_dim, math.prod(shape))
    for noun, name, known in (
        ("kind of autoencoder", kind, KINDS),
        ("body of an autoencoder", body or "dense", tuple(BODIES)),
        ("activation", activation, activation_names()),
        ("activation", output, activation_names()),
        ("loss of an autoencoder", loss, LOSSES),
    ):
        if name not in known:
            raise UnknownName(noun, str(name), known)
    chosen = kind if kind in BODIES else body or choose_body(shape)
    if chosen == "convolutional" and len(shape) not in _IMAGE_RANKS:
        raise UsageError(
            f"a convolutional autoencoder needs images, of shape (height, width) or (height, width, "
            f"channels); these samples have the shape {shape}, so choose the kind 'dense'."
        )
    default = _FILTERS if chosen == "convolutional" else _DENSE_UNITS
    units = check_layers(default if layers is None else layers)
    if chosen == "convolutional" and not units:
        raise UsageError("a convolutional autoencoder needs at least one layer, such as layers=[16, 32].")
    return _Plan(shape, latent_dim, kind, chosen, units, activation, output)


def _check_amount(name: str, value: Any) -> None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not usable or not 0 <= value < math.inf:
        raise UsageError(f"{name} is {value!r}; give a number of at least 0.")


def _plain(plan: _Plan, noise: float) -> Autoencoder:
    keras = load_keras()
    inputs, hidden = _encoder_body(plan)
    code = keras.layers.Dense(plan.latent_dim, name="code")(hidden)
    encoder = keras.Model(inputs, code, name="encoder")
    decoder = _decoder(plan)
    start = keras.Input(shape=plan.shape)
    # The noise stands before the encoder, not in it: the encoder on its own takes a sample as it is.
    noisy = keras.layers.GaussianNoise(noise)(start) if plan.kind == "denoising" else start
    model = keras.Model(start, decoder(encoder(noisy)), name="autoencoder")
    return Autoencoder(model, encoder, decoder, plan.kind, plan.body)


def _variational(plan: _Plan, kl_weight: float) -> Autoencoder:
    from handsonn.models.autoencoders.sampling import Sampling

    keras = load_keras()
    inputs, hidden = _encoder_body(plan)
    mean = keras.layers.Dense(plan.latent_dim, name="mean")(hidden)
    log_variance = keras.layers.Dense(plan.latent_dim, name="log_variance")(hidden)
    moments = keras.Model(inputs, [mean, log_variance], name="moments")
    encoder = keras.Model(inputs, mean, name="encoder")
    decoder = _decoder(plan)
    start = keras.Input(shape=plan.shape)
    # Keras' losses are means over a sample's numbers, so the divergence, a sum, is shared out to them.
    draw = Sampling(kl_weight / math.prod(plan.shape), name="draw")
    model = keras.Model(start, decoder(draw(moments(start))), name="autoencoder")
    return Autoencoder(model, encoder, decoder, plan.kind, plan.body, moments)


def _encoder_body(plan: _Plan) -> tuple[Any, Any]:
    inputs = load_keras().Input(shape=plan.shape)
    hidden = inputs
    for layer in BODIES[plan.body].encoder_layers(plan.shape, plan.layers, plan.activation):
        hidden = layer(hidden)
    return inputs, hidden


def _decoder(plan: _Plan) -> Any:
    keras = load_keras()
    codes = keras.Input(shape=(plan.latent_dim,))
    outputs = codes
    make = BODIES[plan.body].decoder_layers
    for layer in make(plan.shape, plan.layers, plan.activation, plan.output):
        outputs = layer(outputs)
    return keras.Model(codes, outputs, name="decoder")
