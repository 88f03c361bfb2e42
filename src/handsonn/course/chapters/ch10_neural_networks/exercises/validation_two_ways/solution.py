"""Validation, two ways: a solution."""

import numpy as np
from sklearn.model_selection import train_test_split


def last_rows(samples, fraction):
    return np.arange(int(samples * (1 - fraction)), samples)


def fit_with_split(model, x, y, fraction, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    return model.fit(x[order], y[order], validation_split=fraction, epochs=10, verbose=0)


def three_parts(x, y, seed):
    rest_x, test_x, rest_y, test_y = train_test_split(x, y, test_size=0.2, stratify=y, random_state=seed)
    train_x, val_x, train_y, val_y = train_test_split(
        rest_x, rest_y, test_size=0.25, stratify=rest_y, random_state=seed
    )
    return (train_x, train_y), (val_x, val_y), (test_x, test_y)


def fit_and_test(model, x, y, seed):
    train, validation, test = three_parts(x, y, seed)
    history = model.fit(*train, validation_data=validation, epochs=10, verbose=0)
    _, accuracy = model.evaluate(*test, verbose=0)
    return history, accuracy
