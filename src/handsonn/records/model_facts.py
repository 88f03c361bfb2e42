"""What a network is and how it was compiled, as a probe read it: nothing of it needs a training."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handsonn.records.run import Setting

Shape = tuple[int | None, ...]
"""Sides without the batch; None: any length."""


@dataclass(frozen=True)
class LayerFacts:
    """One layer. The words are Keras' own.

    kind: the class, such as "Dense". units: the size of the last axis that it makes (filters of a
        convolution); 0 for a layer without weights.
    activation: as Keras spells it ("relu", "linear"); "" for a layer that has none.
    settings: other plain arguments that matter: "rate" of Dropout, "momentum" of BatchNormalization,
        "input_dim" of Embedding, "use_bias", "kernel_initializer" ("glorot_uniform", or
        "random_normal(stddev=1.0)" where an argument differs from Keras'), "kernel_regularizer" ("l2(0.01)").
    inbound: names of the layers it takes its input from; () where the model does not tell (a subclass).
    """

    name: str
    kind: str
    units: int = 0
    activation: str = ""
    input_shape: Shape = ()
    output_shape: Shape = ()
    parameters: int = 0
    trainable: bool = True
    settings: dict[str, Setting] = field(default_factory=dict)
    inbound: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutputFacts:
    """One output of the network, and what it was compiled with.

    layer: the layer that makes it. activation: the one that acts on the values that come out, whether the
        last Dense has it or an Activation or Softmax layer after it does. before: the activation under that
        one, where two follow each other ("softmax" under "softmax"); else "".
    loss: Keras' full name ("sparse_categorical_crossentropy", "mean_squared_error"), the name of a function
        of the learner's, or "" where there is none. own_loss: is it the learner's own function?
    metrics: full names as compiled; "accuracy" stays "accuracy", which Keras chooses by shapes.
    """

    name: str
    layer: str
    shape: Shape
    activation: str = "linear"
    before: str = ""
    loss: str = ""
    from_logits: bool = False
    own_loss: bool = False
    metrics: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Size of the last axis; 0 where it is not known."""
        return int(self.shape[-1] or 0) if self.shape else 0


@dataclass(frozen=True)
class OptimizerFacts:
    """The optimizer. learning_rate: the first step's. schedule: class of a schedule, or ""."""

    name: str
    learning_rate: float
    schedule: str = ""
    momentum: float = 0.0
    clips: bool = False
    weight_decay: float = 0.0


@dataclass(frozen=True)
class ModelFacts:
    """A whole network.

    kind: "Sequential", "Functional", or "subclass" (its layers are known, not how they are wired).
    layers: in the order of the network, those inside nested models too (named "outer/inner").
    built: are the shapes known? compiled: False leaves losses, metrics and the optimizer out.
    """

    kind: Literal["Sequential", "Functional", "subclass"]
    layers: tuple[LayerFacts, ...]
    inputs: tuple[Shape, ...]
    outputs: tuple[OutputFacts, ...]
    optimizer: OptimizerFacts | None = None
    parameters: int = 0
    trainable_parameters: int = 0
    built: bool = True
    compiled: bool = True
