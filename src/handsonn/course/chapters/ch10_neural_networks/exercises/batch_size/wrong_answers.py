"""Typical wrong answers to batch_size."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "no_prediction"
WRONG_ANSWERS = (
    WrongAnswer(
        "gives no reason", "no_reason",
        (('"a gradient over more samples is more exact"', '"because it is better"'),), "4 different words",
    ),
    WrongAnswer(
        "forgets the last batch", "last_batch_forgotten",
        (("math.ceil(samples / batch_size)", "samples // batch_size"),), "left over",
    ),
    WrongAnswer(
        "trains one network on", "trained_on",
        (
            ("    accuracies = np", "    model = build()\n    accuracies = np"),
            ("            model = build()\n", ""),
        ), "trained on instead of begun anew",
    ),
    WrongAnswer(
        "builds one network per batch size", "trained_on",
        (
            ("        for column,", "        model = build()\n        for column,"),
            ("            model = build()\n", ""),
        ), "the second seed's network",
    ),
    WrongAnswer("takes seed 0 always", "seeds_not_used", (("set_random_seed(seed)", "set_random_seed(0)"),), "columns"),
    WrongAnswer(
        "sets no seed", "seed_not_before_each",
        (("            keras.utils.set_random_seed(seed)\n", ""),), "asked for twice",
    ),
    WrongAnswer(
        "judges on the training samples", "judged_on_training",
        (('["val_accuracy"]', '["accuracy"]'),), "trained with",
    ),
    WrongAnswer("takes the loss", "no_accuracy", (('["val_accuracy"]', '["val_loss"]'),), "between 0 and 1"),
    WrongAnswer(
        "trains with all rows", "trained_on_held_out",
        (("model, x[:count], y[:count],", "model, x, y,"),), "train on x[:count] alone",
    ),
    WrongAnswer("leaves epochs out", "epochs_not_used", ((" epochs=epochs,", ""),), "after one epoch"),
    WrongAnswer(
        "answers what it expected", "not_what_was_measured",
        (('ANSWER = "batches of 8"', 'ANSWER = "cannot be told apart"'),), "write what the numbers say",
    ),
)  # fmt: skip
