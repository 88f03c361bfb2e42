"""Typical wrong answers to scaling_without_leakage."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
_APART = (
    ("scaler.transform(x[validation])", "MinMaxScaler().fit_transform(x[validation])"),
    ("scaler.transform(x[test])", "MinMaxScaler().fit_transform(x[test])"),
)
_NUMPY = (
    ("scaler = MinMaxScaler().fit(x[train])", "low, high = x[train].min(0), x[train].max(0)"),
    ("scaler.transform(x[train])", "(x[train] - low) / (high - low)"),
    ("scaler.transform(x[validation])", "(x[validation] - low) / (high - low)"),
    ("scaler.transform(x[test])", "(x[test] - low) / (high - low)"),
    ("y[test]), scaler", "y[test]), (low, high)"),
    ("scaler.transform(x)", "(x - scaler[0]) / (scaler[1] - scaler[0])"),
)
_WHOLE = (
    *(
        (before, after.replace("low", "x[train].min()").replace("high", "x[train].max()"))
        for before, after in _NUMPY[1:4]
    ),
)
WRONG_ANSWERS = (
    WrongAnswer("fits the scaler on all rows", "fitted_on_all_rows", ((".fit(x[train])", ".fit(x)"),), "all rows"),
    WrongAnswer("fits a scaler on each part", "each_part_apart", _APART, "the validation rows were scaled by"),
    WrongAnswer("clips to 0 to 1", "clipped", (("MinMaxScaler()", "MinMaxScaler(clip=True)"),), "were clipped"),
    WrongAnswer("takes one range for the table", "whole_array", _WHOLE, "one smallest and one largest"),
    WrongAnswer(
        "scales the target too", "target_scaled", (("(x_train, y[train])", "(x_train, MinMaxScaler().fit_transform(y[train].reshape(-1, 1)))"),),
        "the target was scaled too",
    ),
    WrongAnswer("divides by 0 in a constant column", "constant_column", _NUMPY, "in every training row"),
    WrongAnswer(
        "fits the scaler on the new samples", "refitted_on_new", (("return scaler.transform(x)", "return MinMaxScaler().fit_transform(x)"),),
        "fits the scaler anew",
    ),
    WrongAnswer("standardizes", "standard_scaler", (("MinMaxScaler().", "__import__('sklearn.preprocessing').preprocessing.StandardScaler()."),), "StandardScaler"),
)  # fmt: skip
