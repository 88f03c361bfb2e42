"""Typical wrong answers to good_in_training_only."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "no_cause"
_BROKEN = (
    "    order = np.random.default_rng(0).permutation(len(x))\n    return x[order], y[order]",
    "    generator = np.random.default_rng(0)\n    return generator.permutation(x), generator.permutation(y)",
)
WRONG_ANSWERS = (
    WrongAnswer("takes it for overfitting", "other_cause", (('"HN030"', '"HN027"'),), "HN027 stands for: Overfitting"),
    WrongAnswer(
        "adds dropout", "hides_the_symptom",
        (_BROKEN, ('activation="relu"),\n', 'activation="relu"),\n            keras.layers.Dropout(0.5),\n')), "added dropout",
    ),
    WrongAnswer("names the cause and mends nothing", "not_mended", (_BROKEN,), "CAUSE is right"),
    WrongAnswer("trains for fewer epochs", "hides_the_symptom", (_BROKEN, ("epochs=60", "epochs=3")), "39 times"),
    WrongAnswer(
        "leaves the validation out", "hides_the_symptom", (_BROKEN, (" validation_split=0.2,", "")), "took the validation away"
    ),
    WrongAnswer(
        "shuffles no more", "shuffle_taken_out", (("    x, y = shuffled(x, y)\n", ""),), "was in no training"
    ),
)  # fmt: skip
