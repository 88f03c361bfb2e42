"""Autoencoders as plain Keras models: an encoder, a decoder, and both in a row."""

from handsonn.models.autoencoders.autoencoder import Autoencoder
from handsonn.models.autoencoders.bring_in import check_encoder, encoder_from_layer, join
from handsonn.models.autoencoders.build import KINDS, build_autoencoder
from handsonn.models.autoencoders.script import autoencoder_script

__all__ = [
    "KINDS",
    "Autoencoder",
    "autoencoder_script",
    "build_autoencoder",
    "check_encoder",
    "encoder_from_layer",
    "join",
]
