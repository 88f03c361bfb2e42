"""Learning rate and optimizers.

question: How large should the steps be, and what does an optimizer do with the gradient?
minutes: 15
order: 12
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Learning rate and optimizers")

with app.setup:
    from functools import cache

    import handsonn as hn  # noqa: F401 - before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import counted
    from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import (
        guessing_loss,
        nothing_learnt_by_words,
        seeds_above,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.learning_rates import (
        COLOURS,
        RATES,
        best_rate,
        downs_words,
        fall_words,
        order_words,
        own_or_same_words,
        range_words,
        rate_words,
        sweep_picture,
        ways_picture,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.optimizers_in_keras import (
        OPTIMIZERS,
        four_optimizers_code,
        one_optimizer_code,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lowest_in_all
    from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import (
        BATCH_SIZE,
        SHAPES,
        plane_data,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.plane_pictures import losses, plane
    from handsonn.course.chapters.ch10_neural_networks.experiments.playground import SEEDS, Playground
    from handsonn.course.chapters.ch10_neural_networks.experiments.playground_diagnosis import (
        with_diagnosis,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import (
        number_words,
        percent_words,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import (
        START,
        line_of,
        loss_at,
        way,
    )
    from handsonn.course.live import (
        Choice,
        LiveLab,
        Outcome,
        Part,
        Prediction,
        QuietWatch,
        Slider,
        Toggle,
        show,
    )
    from handsonn.course.pictures import Axis, Curves, band

    EPOCHS = 60
    UPDATES = 60


@app.function
def make_optimizer(name):
    """Make an optimizer; the learning rate is set before each training."""
    return {
        "SGD": keras.optimizers.SGD,
        "momentum": lambda: keras.optimizers.SGD(momentum=0.9),
        "RMSprop": keras.optimizers.RMSprop,
        "Adam": keras.optimizers.Adam,
    }[name]()


@app.function
def make_network(optimizer):
    """Make a classifier of two classes with two hidden layers."""
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(make_optimizer(optimizer), "binary_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def networks(optimizer):
    """Keep this network from five seeds; built once, trained again on each move."""
    return Playground(lambda: make_network(optimizer))


@app.function
@cache
def trained(name, optimizer, learning_rate, epochs, batch_size=BATCH_SIZE):
    """Train at one rate; measured once."""
    given = {"epochs": epochs, "learning_rate": learning_rate, "batch_size": batch_size}
    return networks(optimizer).train(plane_data(name), watch=QuietWatch(), **given)


@app.function
def final_losses(name, optimizer, learning_rate, epochs, batch_size=BATCH_SIZE):
    """Give the training loss of each seed after the last epoch."""
    return trained(name, optimizer, learning_rate, epochs, batch_size).history["loss"][:, -1]


@app.function
def one_rate(settings, watch):
    """Part 1: train with the rate of the slider, then with all others."""
    name, optimizer, batch_size = settings["data"], settings["optimizer"], int(settings["batch_size"])
    rate, epochs, seed = settings["learning_rate"], int(settings["epochs"]), int(settings["seed"])
    watched = networks(optimizer).train(
        plane_data(name), epochs=epochs, watch=watch, learning_rate=rate, watched=seed, batch_size=batch_size
    )
    found = {rate: watched.history["loss"][:, -1]}
    watch.show(rate_outcome(settings, watched, found))
    for number, other in enumerate(RATES):
        watch.check()
        watch.progress((number + 1) / len(RATES), f"Training at a learning rate of {other:g}")
        found[other] = final_losses(name, optimizer, other, epochs, batch_size)
    outcome = rate_outcome(settings, watched, found)
    if not settings.get("why"):
        return outcome
    watch.show(outcome)
    return with_diagnosis(
        outcome,
        "sweep",
        lambda: make_network(optimizer),
        data=plane_data(name),
        watched=watched,
        settings=settings,
        watch=watch,
    )


@app.function
def rate_outcome(settings, watched, found):
    """Gather the pictures and words of part 1, with the rates measured so far."""
    data, rate, epochs = plane_data(settings["data"]), settings["learning_rate"], int(settings["epochs"])
    batch_size = int(settings["batch_size"])
    final, score, guess = watched.history["loss"][:, -1], watched.score, guessing_loss(data.y)
    title = f"What the network gives over the plane (seed {int(settings['seed'])})"
    said = [
        (
            f"{settings['optimizer']} at a learning rate of {rate:g}: after {epochs} epochs of {counted(len(data.x) // batch_size, 'update')} the training loss is "
            f"{number_words(final)}, the validation accuracy {percent_words(score)}."
        )
    ]
    if len(found) == len(RATES):
        said.append(rate_words(found, rate, guess))
    said.append(fall_words(watched.history["loss"][:, 0], final, guess))
    return Outcome(
        pictures={
            "loss": losses(
                watched, epochs, title=f"Loss at a learning rate of {rate:g}, 5 seeds", height=200
            ),
            "plane": plane(data, watched, title=title, row_span=2, height=450),
            "sweep": sweep_picture(
                found, rate, title="Final loss over the learning rate, 5 seeds", height=190
            ),
        },
        notice=tuple(filter(None, said)),
        keras=one_optimizer_code(data, settings["optimizer"], rate, epochs, batch_size),
        keras_gives={"loss": tuple(final), "val_accuracy": tuple(score)},
        facts={"loss": float(np.median(final)), "best_rate": best_rate(found, guess)},
        seeds=SEEDS,
        answer=rate_answer(settings, found),
    )


@app.function
def rate_answer(settings, found):
    """Find which of the four rates asked about ends lower than the others from every seed."""
    given = tuple(settings[name] for name in ("data", "optimizer", "epochs", "batch_size"))
    if given != ("spirals", "SGD", EPOCHS, BATCH_SIZE):
        return None
    asked = (0.001, 0.01, 0.3, 10.0)
    if len(found) < len(RATES):
        return None
    first = lowest_in_all({str(rate): found[rate] for rate in asked})
    return None if first is None else [str(rate) for rate in asked].index(first)


@app.function
@cache
def lines(optimizer):
    """Keep the network of two parameters with this optimizer."""
    return line_of(lambda: make_optimizer(optimizer))


@app.function
@cache
def way_down(optimizer, learning_rate):
    """Follow the two parameters over the updates; measured once."""
    return way(lines(optimizer), UPDATES, learning_rate)


@app.function
def end_of_way(optimizer, rate):
    """Give the loss of the two parameters at the end of the way; infinite where it is no number."""
    return float(np.nan_to_num(loss_at(way_down(optimizer, rate)[-1]), nan=np.inf))


@app.function
def four_optimizers(settings, watch):
    """Part 2: train with four optimizers, at one rate or each at the rate that suits it best."""
    name, own = settings["data"], settings["rates"] == "own"
    asked = dict.fromkeys(OPTIMIZERS, RATES if own else (settings["learning_rate"],))
    rates, line_rates, guess = {}, {}, guessing_loss(plane_data(name).y)
    for number, optimizer in enumerate(OPTIMIZERS):
        found = {}
        for done, rate in enumerate(asked[optimizer]):
            watch.check()
            share = (number + done / len(asked[optimizer])) / len(OPTIMIZERS)
            watch.progress(share, f"Training with {optimizer} at {rate:g}")
            found[rate] = final_losses(name, optimizer, rate, EPOCHS)
        rates[optimizer] = best_rate(found, guess)
        line_rates[optimizer] = min(asked[optimizer], key=lambda rate: end_of_way(optimizer, rate))
        if own:
            watch.show(optimizers_outcome(settings, rates, line_rates))
    return optimizers_outcome(settings, rates, line_rates)


@app.function
def optimizers_outcome(settings, rates, line_rates):
    """Gather the pictures and words of part 2, of the optimizers measured so far."""
    name = settings["data"]
    histories = {each: trained(name, each, rate, EPOCHS).history["loss"] for each, rate in rates.items()}
    final = {each: history[:, -1] for each, history in histories.items()}
    ways = {each: way_down(each, rate) for each, rate in line_rates.items()}
    numbers = np.arange(1, EPOCHS + 1)
    curves = Curves(
        title="The network's training loss, 5 seeds",
        x=Axis("epoch", low=1, high=EPOCHS),
        y=Axis("training loss", logarithmic=True),
        lines=tuple(
            band(f"{each} {rates[each]:g}", numbers, history, colour=COLOURS[each])
            for each, history in histories.items()
        ),
        span=6,
        height=390,
    )
    first, guess = lowest_in_all(final), guessing_loss(plane_data(name).y)
    learnt = any(seeds_above(values, guess) < len(values) for values in final.values())
    start = loss_at(START)
    said = "; ".join(f"{each} at {rates[each]:g}: {range_words(values)}" for each, values in final.items())
    how = own_or_same_words(settings, UPDATES)
    return Outcome(
        pictures={
            "ways": ways_picture(
                ways, line_rates, title=f"{UPDATES} updates of two parameters", height=390,
                caption="Of a line through real samples: the whole loss can be drawn.",
            ),
            "curves": curves,
        },
        notice=tuple(filter(None, (
            f"{how} Training loss of the network (right) after {EPOCHS} epochs, median and range of 5 seeds: {said}.",
            nothing_learnt_by_words(final, guess),
            order_words(final) if learnt and len(final) == len(OPTIMIZERS) else "",
            downs_words(ways, line_rates, UPDATES, loss_at, start),
        ))),
        keras=four_optimizers_code(plane_data(name), {**dict.fromkeys(OPTIMIZERS, 0.01), **rates}, EPOCHS),
        keras_gives={each: tuple(values) for each, values in final.items()},
        facts={
            **{each: float(np.median(values)) for each, values in final.items()},
            **{f"rate of {each}": rate for each, rate in rates.items()},
            **{f"two parameters, {each}": loss_at(one[-1]) for each, one in ways.items()},
        },
        seeds=SEEDS,
        answer=(4 if first is None else list(OPTIMIZERS).index(first))
        if (settings["rates"], name) == ("own", "moons") and len(rates) == len(OPTIMIZERS)
        else None,
    )  # fmt: skip


@app.cell
def _():
    data = Choice("data", "Data", tuple(SHAPES), "spirals", tuple(shape.title for shape in SHAPES.values()))
    rates = Slider("learning_rate", "Learning rate", stops=RATES, value=0.01)
    rate = Part(
        name="rate",
        title="The learning rate",
        ask="Each update moves the weights against the gradient, times the learning rate. Too small is slow; and too large?",
        controls=(
            data,
            rates,
            Choice(
                "optimizer", "Optimizer", tuple(OPTIMIZERS), "SGD",
                ("SGD", "SGD with momentum 0.9", "RMSprop", "Adam"),
            ),
            Slider("epochs", "Epochs", stops=(20, 60, 150), value=EPOCHS),
            Slider("batch_size", "Batch size", stops=(5, 20, 50, 200), value=BATCH_SIZE, compiles=True),
            Slider("seed", "Seed shown", stops=tuple(SEEDS), value=0),
            Toggle("why", "Why does it not learn?", value=False),
        ),
        prediction=Prediction(
            question="Plain SGD on two spirals, 60 epochs of 10 updates. Which learning rate ends with the lowest training loss from every one of five seeds?",
            options=("0.001", "0.01", "0.3", "10"),
            settings={"data": "spirals", "optimizer": "SGD", "learning_rate": 0.01, "epochs": EPOCHS, "batch_size": BATCH_SIZE, "seed": 0},
            because="Small rates are slow, and 10 learns nothing at all. The best lies far above what looks careful, next to rates that fail from some seeds.",
        ),
        experiment=one_rate,
    )  # fmt: skip
    optimizers = Part(
        name="optimizers",
        title="Optimizers",
        ask="Four ways to turn gradients into steps: left on a loss of two parameters, right on a network.",
        controls=(
            data,
            Choice(
                "rates", "Learning rates", ("same", "own"), "same",
                ("the same for all", "each its best, measured"),
            ),
            Slider("learning_rate", "Learning rate, if the same", stops=RATES, value=0.1),
        ),
        prediction=Prediction(
            question="On the two moons, each optimizer gets the learning rate that suits it best. Which ends with the lowest training loss from every one of five seeds?",
            options=("SGD", "SGD with momentum", "RMSprop", "Adam", "No single one"),
            settings={"data": "moons", "rates": "own"},
            because="Much of what looks like a better optimizer is a better learning rate. Try the same rate for all.",
        ),
        experiment=four_optimizers,
    )  # fmt: skip
    live = LiveLab("optimizers", parts=(rate, optimizers))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    The gradient tells the direction, the learning rate how far to go. Too small a rate wastes updates. Too large a
    rate jumps past the valley and may never come back. Momentum keeps a part of the last step, so that steps in the
    same direction add up. RMSprop and Adam divide each parameter's step by the usual size of its gradient, so that
    one rate suits all of them.

    **A common misunderstanding:** "Adam is better than SGD". At the same learning rate they take steps of different
    sizes; compare each at a rate that was chosen for it.

    **Your turn:** open the code, give `make_optimizer` a Nesterov momentum (`nesterov=True`), and compare.

    Related: [Why does my network not learn?](../../ch11/why_not_learning/), [Activations and depth](../activations/), [Batch size](../batch_size/), [Epochs](../epochs/).
    """)


if __name__ == "__main__":
    app.run()
