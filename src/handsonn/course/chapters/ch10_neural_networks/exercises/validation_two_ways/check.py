"""The check of validation_two_ways.

order: 12
minutes: 30
seconds: 60
lab: validation
backends: jax tensorflow
"""

import inspect

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
`validation_split` is handy, and honest only when the rows lie in random order: Keras takes the last ones before it
shuffles anything, and its `shuffle=True` mixes the training rows alone. `validation_data` takes any samples, so it is
for you to see that none of them trains, and that each class is there with its share. The validation part is looked
at after every epoch and chooses what is kept; the test part is looked at once, at the end, and chooses nothing.
"""

SAMPLES, CLASSES, EPOCHS = 400, 4, 10
SHARES = {"training": 0.6, "validation": 0.2, "test": 0.2}


def rows_at_the_end(answer, trial):
    """last_rows names the rows that validation_split holds out"""
    for samples, fraction in (
        (int(trial.generator.integers(50, 99)), 0.25),
        (int(trial.generator.integers(10, 40)), 0.5),
    ):
        right = np.arange(int(samples * (1 - fraction)), samples)
        given = np.sort(answer.array("last_rows", samples, fraction).ravel())
        if np.array_equal(given, np.arange(len(given))) and 0 < len(given) < samples:
            raise Wrong(
                f"of {samples} samples you hold out the rows 0 to {len(given) - 1}; validation_split takes the last rows.",
                name="first_rows",
            )
        if np.array_equal(given, right + 1):
            raise Wrong(
                f"of {samples} samples you hold out rows up to {given[-1]:.0f}; rows are counted from 0, so the last is "
                f"row {samples - 1}.",
                name="counted_from_1",
            )
        if not np.array_equal(given, right):
            raise Wrong(
                f"of {samples} samples, validation_split={fraction} holds out {len(right)} rows, from row {right[0]} on; you "
                f"give {_rows_in_words(given)}.",
                name="wrong_rows",
            )


def split_of_shuffled_rows(answer, trial):
    """fit_with_split shuffles x and y together before Keras takes the last rows"""
    data = trial.kept["data"] = _sorted_table(trial.generator)
    model, fraction = _watched_network(), 0.25
    first = [np.array(weights) for weights in model.get_weights()]
    seed = int(trial.generator.integers(1000))
    history = answer.call("fit_with_split", model, *data, fraction, seed)
    x, y, given = _fitted(model, history, "fit_with_split")
    if given.get("validation_data") is not None or not given.get("validation_split"):
        raise Wrong(
            "fit_with_split should let Keras hold the rows out: fit(..., validation_split=fraction).",
            name="no_split",
        )
    if not np.isclose(given["validation_split"], fraction):
        raise Wrong(
            f"fit was called with validation_split={given['validation_split']:g}; fit_with_split was given {fraction:g}.",
            name="wrong_fraction",
        )
    samples = _identities(data, x, "fit_with_split trains on")
    if len(samples) != len(data[1]) or len(set(samples)) != len(samples):
        raise Wrong(
            f"fit was given {len(samples)} rows, {len(set(samples))} of them different, of a table with {len(data[1])} "
            "samples; give it every sample once, in another order.",
            name="not_all_rows",
        )
    if not np.array_equal(y, data[1][samples]):
        raise Wrong(_apart_words(y, data[1][samples], "fit_with_split"), name="shuffled_apart")
    held_out = y[int(len(y) * (1 - fraction)) :]
    if np.array_equal(samples, np.arange(len(samples))) or len(set(held_out.tolist())) < CLASSES:
        raise Wrong(
            f"the table is sorted by class, and of {CLASSES} classes the last {len(held_out)} rows that Keras holds out have "
            f"{_classes_in_words(held_out)}; their accuracy after training is {history.history['val_accuracy'][-1]:.0%}. "
            "Bring the rows into a random order before fit: shuffle=True mixes only what is left for training.",
            name="not_shuffled",
        )
    _as_at_first(model, first)
    sorted_history = model.fit(*data, validation_split=fraction, epochs=EPOCHS, verbose=0).history
    trial.tell(
        f"Shuffled first, the validation accuracy is {history.history['val_accuracy'][-1]:.0%}; on the sorted table "
        f"validation_split={fraction:g} gives {sorted_history['val_accuracy'][-1]:.0%}."
    )
    _as_at_first(model, first)
    trial.kept["model"] = model
    _seeds_matter(answer, trial)


def disjoint_parts(answer, trial):
    """three_parts gives three parts with the right shares of every class, and no sample twice"""
    data, seed = trial.kept["data"], int(trial.generator.integers(1000))
    parts = _parts(answer, data, seed)
    found = [_identities(data, x, f"the {name} part has") for name, (x, _) in parts.items()]
    every, counts = np.unique(np.concatenate(found), return_counts=True)
    if (counts > 1).any():
        raise Wrong(
            f"{(counts > 1).sum()} of {len(data[1])} samples lie in more than one part ({_overlap_in_words(found)}); who "
            "judges must not have trained: part the rest after the test samples are gone.",
            name="overlap",
        )
    for (name, (_, y)), samples in zip(parts.items(), found, strict=True):
        if len(y) != len(samples) or not np.array_equal(y, data[1][samples]):
            raise Wrong(
                _apart_words(np.asarray(y), data[1][samples], f"the {name} part"), name="shuffled_apart"
            )
    if len(every) != len(data[1]):
        raise Wrong(
            f"the three parts have {len(every)} of {len(data[1])} samples; every sample belongs to one of them.",
            name="samples_lost",
        )
    for (name, (_, y)), samples in zip(parts.items(), found, strict=True):
        if np.array_equal(samples, np.arange(samples.min(), samples.max() + 1)):
            raise Wrong(
                f"the {name} part has the rows {samples.min()} to {samples.max()} as they lie, and of the sorted table that is "
                f"{_classes_in_words(y)}; draw at random first, then part.",
                name="not_shuffled",
            )
    _shares(data, found)
    again, other = (_parts(answer, data, other)["test"][0] for other in (seed, seed + 1))
    same = [set(_identities(data, x, "the test part has")) == set(found[2]) for x in (again, other)]
    if same != [True, False]:
        found_ = (
            "the same seed gives other test samples"
            if not same[0]
            else "another seed gives the same test samples"
        )
        raise Wrong(
            f"{found_}; let the seed decide, so that a split can be repeated and varied.", name="seed_unused"
        )


def untouched_test(answer, trial):
    """fit_and_test trains on one part, watches the second, and tests on the third at the end"""
    data, model, seed = trial.kept["data"], trial.kept["model"], int(trial.generator.integers(1000))
    given = answer.call("fit_and_test", model, *data, seed)
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Wrong("fit_and_test should give two things: `return history, accuracy`.", name="no_pair")
    x, y, named = _fitted(model, given[0], "fit_and_test")
    watched = named.get("validation_data")
    if watched is None:
        raise Wrong(
            "fit was called without validation_data; hand it the validation part as a pair (x, y).",
            name="no_validation_data",
        )
    train, validation = _identities(data, x, "fit trains on"), _identities(data, watched[0], "fit watches")
    _paired(data, y, train, "fit trains on")
    _paired(data, watched[1], validation, "fit watches")
    shared = len(set(train) & set(validation))
    if shared:
        raise Wrong(
            f"{shared} of the {len(validation)} samples that fit watches are training samples; their accuracy tells how "
            "well they were learnt by heart. Watch the validation part.",
            name="validated_on_training",
        )
    parts = {name: set(_identities(data, part[0], name)) for name, part in _parts(answer, data, seed).items()}
    for name, seen in (("trains on", train), ("watches", validation)):
        if parts["test"] & set(seen):
            raise Wrong(
                f"{len(parts['test'] & set(seen))} of the {len(seen)} samples that fit {name} belong to the test part; nothing "
                "may touch it before the end, since what is watched also decides.",
                name="watched_the_test",
            )
    _tested(answer, model, data, given[1], parts)
    trial.measure(
        "accuracy of the trained network on test samples", float(given[1]),
        "the accuracy on the test part is {value}, expected {bound} after 10 epochs; look at what fit was given.",
        name="too_low", at_least=0.7,
    )  # fmt: skip


def _tested(answer, model, data, accuracy, parts):
    """Look at the accuracy that was given, and at the samples it comes from."""
    accuracy = float(answer.numbers(accuracy, "the accuracy of fit_and_test is", shape=(), each="one number"))
    score, loss = _accuracy_and_loss(model, *_rows_of(data, parts["test"]))
    judged = {
        name
        for name in parts
        for x in model.judged
        if parts[name] & set(_identities(data, x, "evaluate has"))
    }
    of_seen = [
        name
        for name in ("validation", "training")
        if np.isclose(accuracy, _accuracy_and_loss(model, *_rows_of(data, parts[name]))[0], atol=1e-6)
    ]
    if of_seen and ("test" not in judged if judged else not np.isclose(accuracy, score, atol=1e-6)):
        raise Wrong(
            f"you give {accuracy:.4f}, the accuracy on the {of_seen[0]} part, which training has seen or watched; judge the "
            f"network on the test part, where it has {score:.4f}.",
            name="tested_on_seen",
        )
    if np.isclose(accuracy, loss, atol=1e-4) and not np.isclose(accuracy, score, atol=1e-4):
        raise Wrong(
            f"you give {accuracy:.4f} as the accuracy, which is the loss on the test part; evaluate gives the loss first.",
            name="loss_for_accuracy",
        )
    if np.isclose(accuracy, 100 * score, atol=0.1):
        raise Wrong(
            f"you give {accuracy:.4g} per cent; give the accuracy as a share between 0 and 1.",
            name="per_cent",
        )
    if not np.isclose(accuracy, score, atol=1e-3):
        raise Wrong(
            f"you give an accuracy of {accuracy:.4f}; on the {len(parts['test'])} test samples of this seed the network "
            f"that you trained has {score:.4f}. Judge it when fit has ended, on the test part.",
            name="wrong_accuracy",
        )


def _shares(data, found):
    """Look at how many samples of each class the parts have."""
    total = np.bincount(data[1], minlength=CLASSES)
    counted = [np.bincount(data[1][samples], minlength=CLASSES) for samples in found]
    sizes = [len(samples) for samples in found]
    wanted = [share * len(data[1]) for share in SHARES.values()]
    if np.allclose(sizes, np.array([0.64, 0.16, 0.2]) * len(data[1]), atol=2):
        raise Wrong(
            f"the validation part has {sizes[1]} samples, 20 % of the rest after the test part was taken; 20 % of the whole "
            f"table are {wanted[1]:.0f}, which is a larger share of the rest.",
            name="share_of_the_rest",
        )
    if not np.allclose(sizes, wanted, atol=CLASSES):
        raise Wrong(
            f"the parts have {sizes[0]}, {sizes[1]} and {sizes[2]} of {len(data[1])} samples; expected about "
            f"{wanted[0]:.0f}, {wanted[1]:.0f} and {wanted[2]:.0f}.",
            name="wrong_sizes",
        )
    for name, share, counts in zip(SHARES, SHARES.values(), counted, strict=True):
        off = np.abs(counts - share * total)
        if off.max() > 1.7:  # both cuts round
            worst = int(off.argmax())
            raise Wrong(
                f"class {worst} has {counts[worst]} of its {total[worst]} samples in the {name} part, where {share:.0%} are "
                f"{share * total[worst]:.1f}; draw class by class (stratify), so that each class has its share in each part.",
                name="not_stratified",
            )


def _seeds_matter(answer, trial):
    """Shuffle once more with another seed: the order must be another one."""
    data, model, orders = trial.kept["data"], trial.kept["model"], []
    model.trains = False
    for seed in (1, 2):
        model.fits.clear()
        answer.call("fit_with_split", model, *data, 0.25, seed)
        orders.append(_identities(data, model.fits[-1][0], "fit trains on"))
    model.trains = True
    model.fits.clear()
    model.judged.clear()
    if np.array_equal(*orders):
        raise Wrong(
            "fit_with_split brings the rows into the same order with seed 1 and with seed 2; draw it from the seed.",
            name="seed_unused",
        )


def _parts(answer, data, seed):
    given = answer.call("three_parts", *data, seed)
    shapes = [len(part) if isinstance(part, tuple | list) else 0 for part in given]
    if shapes != [2, 2, 2]:
        raise Wrong(
            "three_parts should give three pairs: ((x_train, y_train), (x_validation, y_validation), (x_test, y_test)).",
            name="no_pairs",
        )
    return {name: (np.asarray(x), np.asarray(y)) for name, (x, y) in zip(SHARES, given, strict=True)}


def _fitted(model, history, name):
    """Give x, y and the other arguments of the one call of fit."""
    if len(model.fits) != 1:
        raise Wrong(
            f"{name} called fit {len(model.fits)} times; once is what is asked for.", name="not_fitted_once"
        )
    if not hasattr(history, "history"):
        raise Wrong(
            f"{name} gave a {type(history).__name__} where the history that fit gives was expected.",
            name="no_history",
        )
    x, y, named = model.fits.pop()
    return np.asarray(x), np.asarray(y), named


def _identities(data, x, said):
    """Tell which samples of the table these are: the first column is the sample's number."""
    numbers = np.rint(np.asarray(x)[:, 0] * len(data[1])).astype(int)
    known = (numbers >= 0) & (numbers < len(data[1]))
    if not known.all() or not np.allclose(
        np.asarray(x), data[0][np.clip(numbers, 0, len(data[1]) - 1)], atol=1e-5
    ):
        raise Wrong(f"{said} rows that are not in the table; take rows of x as they are.", name="other_rows")
    return numbers


def _paired(data, y, samples, said):
    if not np.array_equal(np.asarray(y), data[1][samples]):
        raise Wrong(_apart_words(np.asarray(y), data[1][samples], f"what {said}"), name="shuffled_apart")


def _apart_words(given, right, who):
    wrong = int((given != right).sum()) if given.shape == right.shape else len(right)
    return (
        f"{who}: {wrong} of {len(right)} samples have another sample's label, so there is nothing to learn; bring x and y "
        "into the same order, with the same row numbers."
    )


def _overlap_in_words(found):
    pairs = (("training and validation", 0, 1), ("training and test", 0, 2), ("validation and test", 1, 2))
    shared = [(words, len(set(found[a]) & set(found[b]))) for words, a, b in pairs]
    return ", ".join(f"{count} in {words}" for words, count in shared if count)


def _rows_in_words(rows):
    return f"{len(rows)} rows from row {rows[0]:.0f} on" if len(rows) else "none"


def _classes_in_words(y):
    classes = sorted(set(y.tolist()))
    return f"class {classes[0]} alone" if len(classes) == 1 else f"only the classes {classes}"


def _sorted_table(generator):
    """Draw a table of four classes, of different sizes, sorted by class; its first column is the number of the sample, from 0 to 1."""
    y = np.sort(generator.choice(CLASSES, SAMPLES, p=[0.45, 0.3, 0.15, 0.1]))
    x = generator.normal(size=(len(y), 6)) + 2.5 * generator.permutation(np.eye(6)[1:])[:CLASSES][y]
    x[:, 0] = np.arange(len(y)) / len(y)
    return x.astype("float32"), y


def _watched_network():
    """Make a network that notes what it is fitted to and judged on."""

    class Watched(keras.Sequential):
        def fit(self, *arguments, **named):
            bound = inspect.signature(keras.Model.fit).bind(self, *arguments, **named).arguments
            self.fits.append((bound.get("x"), bound.get("y"), bound))
            if not self.trains:
                return keras.callbacks.History()
            self.history = hn.fit(self.plain, *arguments, **{"verbose": 0, **named})
            return self.history

        def evaluate(self, x, y, *_, return_dict=False, **__):
            self.judged.append(x)
            accuracy, loss = _accuracy_and_loss(self, np.asarray(x), np.asarray(y))
            return {"accuracy": accuracy, "loss": loss} if return_dict else [loss, accuracy]

        def predict(self, x, *_, **__):
            self.judged.append(x)
            return keras.ops.convert_to_numpy(self(np.asarray(x)))

    layers = [
        keras.Input((6,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(CLASSES, activation="softmax"),
    ]
    model = Watched(layers)
    model.fits, model.judged, model.trains, model.plain = [], [], True, keras.Sequential(layers)
    _compile(model)
    _compile(model.plain)
    return model


def _rows_of(data, samples):
    rows = np.array(sorted(samples))
    return data[0][rows], data[1][rows]


def _as_at_first(model, weights):
    """Give the network its first weights and a new optimizer."""
    model.set_weights(weights)
    _compile(model.plain)


def _accuracy_and_loss(model, x, y):
    outputs = keras.ops.convert_to_numpy(model(x))
    loss = -np.log(np.clip(outputs[np.arange(len(y)), y], 1e-7, 1)).mean()
    return float((outputs.argmax(axis=1) == y).mean()), float(loss)


def _compile(model):
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])


CHECKS = (rows_at_the_end, split_of_shuffled_rows, disjoint_parts, untouched_test)
