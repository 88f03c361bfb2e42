"""Names of Keras 2 and of Keras 1 that Keras 3 does not have, and what stands in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handsonn.records import RaisedFacts

ARGUMENTS = {
    "lr": "learning_rate",
    "decay": "a schedule, such as keras.optimizers.schedules.ExponentialDecay, as learning_rate",
    "nb_epoch": "epochs",
    "init": "kernel_initializer",
    "border_mode": "padding",
    "subsample": "strides",
    "nb_filter": "filters",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "inner_init": "recurrent_initializer",
    "output_dim": "units",
    "batch_input_shape": "a first layer keras.Input(batch_shape=...)",
    "samples_per_epoch": "steps_per_epoch",
    "nb_val_samples": "validation_steps",
    "nb_worker": "the arguments of keras.utils.PyDataset",
    "workers": "the arguments of keras.utils.PyDataset",
    "use_multiprocessing": "the arguments of keras.utils.PyDataset",
    "max_queue_size": "the arguments of keras.utils.PyDataset",
    "show_accuracy": "metrics=['accuracy'] in compile",
    "input": "inputs",
    "output": "outputs",
    "time_major": "arrays of shape (samples, steps, features)",
    "input_length": "the shape in keras.Input",
    "period": "save_freq",
    "min_lr_delta": "min_delta",
}
NAMES = {
    "predict_classes": "predict, and numpy.argmax over its last axis",
    "predict_proba": "predict",
    "fit_generator": "fit",
    "evaluate_generator": "evaluate",
    "predict_generator": "predict",
    "np_utils": "keras.utils.to_categorical",
    "ImageDataGenerator": "keras.utils.image_dataset_from_directory and layers such as RandomFlip",
    "Tokenizer": "the layer keras.layers.TextVectorization",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "merge": "concatenate, or the layer Concatenate",
    "Merge": "the layer Concatenate",
    "Graph": "keras.Model",
    "Convolution1d": "Conv1D",
    "MaxoutDense": "Dense",
    "TimeDistributedDense": "Dense",
    "Highway": "Dense",
    "AtrousConvolution2D": "Conv2D with dilation_rate",
    "set_session": "nothing: Keras 3 has no sessions",
    "get_session": "nothing: Keras 3 has no sessions",
    "tensorflow_backend": "keras.ops",
    "image_dim_ordering": "keras.config.image_data_format",
    "set_image_dim_ordering": "keras.config.set_image_data_format",
    "adam_v2": "Adam",
    "gradient_descent_v2": "SGD",
    "rmsprop_v2": "RMSprop",
    "adam": "Adam",
    "sgd": "SGD",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "multi_gpu_model": "keras.distribution",
    "model_from_config": "keras.Model.from_config",
}
MODULES = {
    "layers.core": "keras.layers",
    "layers.convolutional": "keras.layers",
    "layers.pooling": "keras.layers",
    "layers.normalization": "keras.layers",
    "layers.recurrent": "keras.layers",
    "layers.embeddings": "keras.layers",
    "layers.merge": "keras.layers",
    "layers.noise": "keras.layers",
    "layers.local": "keras.layers",
    "layers.wrappers": "keras.layers",
    "layers.advanced_activations": "keras.layers",
    "layers.experimental": "keras.layers",
    "utils.np_utils": "keras.utils (to_categorical)",
    "utils.vis_utils": "keras.utils (plot_model)",
    "utils.visualize_util": "keras.utils (plot_model)",
    "utils.generic_utils": "keras.utils",
    "utils.layer_utils": "keras.utils",
    "wrappers.scikit_learn": "the package scikeras",
    "preprocessing.text": "the layer keras.layers.TextVectorization",
    "preprocessing.image": "keras.utils",
    "objectives": "keras.losses",
    "engine": "keras and keras.layers",
    "backend.tensorflow_backend": "keras.ops",
    "optimizers.optimizer_v2": "keras.optimizers",
    "callbacks.callbacks": "keras.callbacks",
    "datasets.base": "keras.datasets",
    "legacy": "keras",
}
RENAMED_KEYS = {"acc": "accuracy", "val_acc": "val_accuracy"}

_ARGUMENT = re.compile(
    r"(?:Argument\(s\) not recognized: \{|Unrecognized keyword arguments passed to \w+: \{|"
    r"unexpected keyword argument )'(\w+)'"
)
_MODULE = re.compile(r"No module named '(?:tensorflow\.)?keras\.([\w.]+)'")
_IMPORTED = re.compile(r"cannot import name '(\w+)' from '(?:[\w.]*\.)?keras\b")
_ATTRIBUTE = re.compile(
    r"(?:'(?:Sequential|Functional|Model)' object|module '[\w.]*keras[\w.]*') has no attribute '(\w+)'"
)


@dataclass(frozen=True)
class OldName:
    """name: as the learner wrote it; what: "argument", "name", "module" or "key"; now: what to write."""

    name: str
    what: str
    now: str


def old_name(raised: RaisedFacts) -> OldName | None:
    """Find the name of an older Keras that an error speaks of; None where it is none that is known."""
    said = raised.message
    if (found := _ARGUMENT.search(said)) and found[1] in ARGUMENTS:
        return OldName(found[1], "argument", ARGUMENTS[found[1]])
    if "missing 1 required positional argument: 'units'" in said and "output_dim" in raised.code:
        return OldName("output_dim", "argument", ARGUMENTS["output_dim"])
    if found := _MODULE.search(said):
        for length in (3, 2, 1):  # keras.engine.topology is known by keras.engine
            part = ".".join(found[1].split(".")[:length])
            if part in MODULES:
                return OldName(f"keras.{found[1]}", "module", MODULES[part])
    for pattern in (_IMPORTED, _ATTRIBUTE):
        if (found := pattern.search(said)) and found[1] in NAMES:
            return OldName(found[1], "name", NAMES[found[1]])
    key = said.strip().strip("'\"")
    if raised.kind == "KeyError" and key in RENAMED_KEYS:
        return OldName(key, "key", RENAMED_KEYS[key])
    return None


def unknown_name(raised: RaisedFacts) -> str:
    """Give the name that Keras says it does not have, known as an old one or not; "" for other errors."""
    for pattern in (_ARGUMENT, _MODULE, _IMPORTED, _ATTRIBUTE):
        if found := pattern.search(raised.message):
            return found[1]
    return ""
