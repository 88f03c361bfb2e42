"""The confusion matrix by hand: a solution."""

import numpy as np


def confusion_matrix(labels, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for label, guess in zip(labels, predicted, strict=True):
        matrix[label, guess] += 1
    return matrix


def accuracy(matrix):
    return np.trace(matrix) / matrix.sum()


def share(right, of):
    return np.where(of > 0, right / np.maximum(of, 1), 0.0)


def precision(matrix):
    return share(np.diag(matrix), matrix.sum(axis=0))


def recall(matrix):
    return share(np.diag(matrix), matrix.sum(axis=1))
