"""Scaling without leakage: a solution."""

from sklearn.preprocessing import MinMaxScaler


def scaled_parts(x, y, train, validation, test):
    scaler = MinMaxScaler().fit(x[train])
    x_train = scaler.transform(x[train])
    x_validation = scaler.transform(x[validation])
    x_test = scaler.transform(x[test])
    return (x_train, y[train]), (x_validation, y[validation]), (x_test, y[test]), scaler


def scale_new(scaler, x):
    return scaler.transform(x)
