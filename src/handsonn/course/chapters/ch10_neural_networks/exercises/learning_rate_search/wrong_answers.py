"""Typical wrong answers to learning_rate_search."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("tries rates at equal distances", "linear_grid", (("geomspace", "linspace"),), "equal distances"),
    WrongAnswer(
        "goes on with the same network", "not_fresh",
        (("    for row, rate in", "    models = [make(rates[0], seed) for seed in seeds]\n    for row, rate in"),
         ("model = make(rate, seed)", "model = models[column]\n            model.optimizer.learning_rate = rate")),
        "make was called",
    ),
    WrongAnswer("takes other first weights each time", "other_seeds", (("make(rate, seed)", "make(rate, seed + 100 * row)"),), "same first weights"),
    WrongAnswer("keeps the training loss", "training_loss", (('["val_loss"]', '["loss"]'),), "training loss"),
    WrongAnswer(
        "keeps the lowest loss of all epochs", "lowest_epoch",
        (('fitted.history["val_loss"][-1]', 'min(fitted.history["val_loss"])'),), "last epoch",
    ),
    WrongAnswer("lets NaN win", "nan_chosen", (("np.where(np.isfinite(means), means, np.inf)", "means"),), "np.argmin"),
    WrongAnswer("leaves diverged seeds out", "diverged_seed_ignored", (("losses.mean(axis=1)", "np.nanmean(losses, axis=1)"),), "seed"),
    WrongAnswer("takes the luckiest seed", "luckiest_seed", (("losses.mean(axis=1)", "losses.min(axis=1)"),), "single"),
    WrongAnswer("gives the place of the rate", "place_for_rate", (("rates[np.argmin(means)]", "np.argmin(means)"),), "row"),
    WrongAnswer(
        "calls every rate that is stuck too low", "stuck_is_too_low",
        (('"too low" if rate < best else "too high"', '"too low" if row.mean() < 1.2 * before else "too high"'),), "above the best",
    ),
    WrongAnswer("searches a narrow range", "wrong_range", (("rates(1e-5, 10, 7)", "rates(1e-5, 0.01, 7)"),), "0.01"),
)  # fmt: skip
