"""Typical wrong answers to epochs."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "no_prediction"
_BEST = 'int(np.argmin(history["val_loss"])) + 1'
WRONG_ANSWERS = (
    WrongAnswer(
        "predicts nothing that can be measured", "no_prediction", (('"last third"', '"it depends"'),), "'it depends'"
    ),
    WrongAnswer("counts epochs from 0", "counts_from_zero", ((_BEST, _BEST[:-4]),), "one too few"),
    WrongAnswer("asks the training loss", "training_loss", ((_BEST, _BEST.replace("val_", "")),), "*training* samples"),
    WrongAnswer(
        "asks the accuracy", "accuracy_for_loss", ((_BEST, _BEST.replace("min", "max").replace("loss", "accuracy")),),
        "accuracy is highest",
    ),
    WrongAnswer(
        "takes the last of equal epochs", "latest_of_equals",
        ((_BEST, 'len(history["val_loss"]) - int(np.argmin(history["val_loss"][::-1]))'),), "the earliest counts",
    ),
    WrongAnswer(
        "gives the training curve", "judged_on_training",
        (('.history["val_loss"])\n    return', '.history["loss"])\n    return'),), "it is that of the samples",
    ),
    WrongAnswer(
        "trains with all rows", "trained_on_held_out", (("model, x[:count], y[:count],", "model, x, y,"),), "alone"
    ),
    WrongAnswer(
        "trains one network on", "trained_on",
        (("        model = build()\n", ""), ("    curves = []", "    curves = []\n    model = build()")),
        "where the first had ended",
    ),
    WrongAnswer("takes seed 0 always", "seeds_not_used", (("set_random_seed(seed)", "set_random_seed(0)"),), "no spread"),
    WrongAnswer(
        "sets no seed", "seed_not_before_each", (("        keras.utils.set_random_seed(seed)\n", ""),), "asked for twice"
    ),
    WrongAnswer(
        "answers what it expected", "not_what_was_measured",
        (('ANSWER = "first third"', 'ANSWER = "last third"'),), "write what the numbers say",
    ),
)  # fmt: skip
