"""Typical wrong answers to early_stopping."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
_HEAD = "lowest, best, waited = loss, epoch, 0\n"
WRONG_ANSWERS = (
    WrongAnswer("counts epochs from 0", "counted_from_0", (("start=1", "start=0"),), "counts from 0"),
    WrongAnswer("waits one epoch more", "one_epoch_late", (("waited >= patience", "waited > patience"),), "one epoch too late"),
    WrongAnswer("compares with the epoch before", "compared_with_previous", (
        (_HEAD, "waited = 0\n            best = min(range(1, epoch + 1), key=lambda n: losses[n - 1])\n        lowest = loss\n"),
    ), "epoch before"),
    WrongAnswer("takes an equal loss for a better one", "equal_is_better", (("loss < lowest", "loss <= lowest"),), "equal"),
    WrongAnswer("never sets the count back", "count_not_reset", ((_HEAD, "lowest, best, waited = loss, epoch, waited - 1\n"),), "in a row"),
    WrongAnswer("watches the training loss", "watches_training_loss", (('"val_loss"', '"loss"'),), "training loss"),
    WrongAnswer("keeps the last weights", "not_restored", (("restore_best_weights=True", ""),), "restore_best_weights"),
    WrongAnswer("leaves the patience at 0", "no_patience", (("patience=patience, ", ""),), "first epoch"),
    WrongAnswer(
        "watches the accuracy and wants it low", "watches_something_else",
        (('monitor="val_loss"', 'monitor="val_accuracy", mode="min"'),), "val_accuracy",
    ),
    WrongAnswer("does not hand the callback to fit", "callback_not_used", (("[stopping]", "[]"),), "callbacks=[...]"),
)  # fmt: skip
