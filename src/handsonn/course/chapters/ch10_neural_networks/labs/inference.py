"""Inference and the confusion matrix.

question: What does a trained network tell of new samples, and how far can its confidence be believed?
minutes: 25
order: 7
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Inference and the confusion matrix")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here

    import handsonn as hn
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments import inference_code as code
    from handsonn.course.chapters.ch10_neural_networks.experiments import inference_pictures as pictures
    from handsonn.course.chapters.ch10_neural_networks.experiments import inference_words as words
    from handsonn.course.chapters.ch10_neural_networks.experiments import reliability_pictures as bins_of
    from handsonn.course.chapters.ch10_neural_networks.experiments import reliability_words
    from handsonn.course.chapters.ch10_neural_networks.experiments import decision_thresholds as thresholds
    from handsonn.course.chapters.ch10_neural_networks.experiments import threshold_pictures, threshold_words
    from handsonn.course.chapters.ch10_neural_networks.experiments.predicted_images import PredictedImages
    from handsonn.course.chapters.ch10_neural_networks.experiments.reliability import (
        error_of_chance,
        expected_calibration_error,
        reliability,
    )
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Picked, Prediction, Slider, Toggle, show
    from handsonn.evaluation.classification import confusion_counts
    from handsonn.training import Population

    SEEDS = range(5)
    EPOCHS = (1, 2, 5, 10, 20, 40)
    ROWS, UNITS = 2000, {"digits": 32, "fashion_mnist_small": 64}
    THRESHOLDS = (0.01, 0.02, 0.05, *(round(0.05 * step, 2) for step in range(2, 20)), 0.98, 0.99)
    FEATURES = {"all": (), "two": (0, 1), "weak": (1, 4)}


@app.function
@cache
def split_of(data):
    return hn.split(hn.load(data), validation=0.2, test=0.2, scaler="minmax", seed=0)


@app.function
def make_network(data):
    """Make a small network for images: one hidden layer, a probability for each of ten classes."""
    model = keras.Sequential(
        [
            keras.Input(split_of(data).train.x.shape[1:]),
            keras.layers.Flatten(),
            keras.layers.Dense(UNITS[data], activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@app.function
@cache
def predicted_by(data, seed):
    """Train the network of one seed, once, and keep what it predicts for the test set at each stop of EPOCHS."""
    train, test, given = split_of(data).train, split_of(data).test, {}

    def keep(_seed, epoch, model):
        given[epoch] = np.asarray(model(test.x))

    Population(lambda: make_network(data), seeds=(seed,)).train(
        train.x[:ROWS], train.y[:ROWS], epochs=max(EPOCHS), batch_size=32, look_after=EPOCHS, look=keep
    )
    return given


@app.function
@cache
def predicted_after(data, epochs):
    """Gather what the five networks predict for the test set after so many epochs."""
    images, test_rows = hn.load(data).x, split_of(data).test_rows
    return PredictedImages(
        images[test_rows] / images.max(),
        split_of(data).test.y,
        hn.load(data).class_names,
        np.array([predicted_by(data, seed)[epochs] for seed in SEEDS]),
    )


@app.function
def predictions(data, epochs, watch):
    """Train the five networks where that was not done before, and give what they predict for the test set."""
    for number, seed in enumerate(SEEDS):
        watch.check()
        watch.progress((number + 0.5) / len(SEEDS), f"training network {number + 1} of {len(SEEDS)}, once")
        predicted_by(data, seed)
    return predicted_after(data, epochs)


@app.function
def predict_test_set(settings, watch):
    """Part 1: the test set with labels, or without."""
    data, epochs, missing = settings["data"], int(settings["epochs"]), settings["missing"]
    found = predictions(data, epochs, watch)
    rows = pictures.shown_rows(found, settings["order"])
    picked = min(int(settings["picked"]), len(rows) - 1)
    sureness = found.confidence.mean(axis=1)
    gives = {"sureness": tuple(sureness)} | ({} if missing else {"accuracy": tuple(found.accuracy)})
    asked = (data, epochs) == ("fashion_mnist_small", 20)
    return Outcome(
        pictures=pictures.pictures_of_predictions(found, rows, picked, missing=missing),
        notice=words.notice_of_predictions(found, int(rows[picked]), missing=missing),
        keras=code.code_of_predictions(data, UNITS[data], ROWS, epochs, missing=missing),
        keras_gives=gives,
        facts={
            "agreed": float(found.agreed.mean()),
            "confidence": float(np.median(sureness)),
            **({} if missing else {"accuracy": float(np.median(found.accuracy))}),
        },
        seeds=tuple(SEEDS),
        answer=words.agreement_option(found) if asked else None,
    )


@app.function
def look_into_cells(settings, watch):
    """Part 2: the confusion matrix of one network, and the images of one cell."""
    data, epochs, network = settings["data"], int(settings["epochs"]), int(settings["network"])
    found = predictions(data, epochs, watch)
    matrices = np.array([confusion_counts(found.labels, each, 10) for each in found.predicted])
    mistakes = matrices[network] * (1 - np.eye(10, dtype=int))
    cell = tuple(map(int, settings["cell"] or np.unravel_index(mistakes.argmax(), (10, 10))))
    inside = np.flatnonzero(found.in_cell(*cell)[network])
    surest = np.argsort(-found.confidence[network, inside], kind="stable")
    rows = inside[surest][: pictures.IN_CELL]
    picked = max(0, min(int(settings["picked"]), len(rows) - 1))
    asked = (data, epochs) == ("digits", 20)
    return Outcome(
        pictures=pictures.pictures_of_cell(found, matrices[network], network, cell, rows=rows, picked=picked),
        notice=(
            *words.notice_of_cell(found, matrices, network, cell),
            *((words.pair_words(matrices),) if asked else ()),
        ),
        keras=code.code_of_cell(data, UNITS[data], ROWS, epochs, cell),
        keras_gives={
            "in_cell": tuple(map(float, matrices[:, cell[0], cell[1]])),
            "accuracy": tuple(found.accuracy),
        },
        facts={"in_cell": float(matrices[network][cell]), "accuracy": float(found.accuracy[network])},
        seeds=tuple(SEEDS),
        answer=words.most_confused_option(matrices) if asked else None,
    )


@app.function
def make_detector(features):
    """Make a small network with one output: the probability of malignant."""
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    return model


@app.function
@cache
def detected(features):
    """Train five networks, each on a split of its own: (probability, is malignant) of each one's test set."""
    found, columns = [], list(FEATURES[features]) or slice(None)
    for seed in SEEDS:
        split = hn.split(hn.load("breast_cancer"), validation=0.0, test=0.4, scaler="standard", seed=seed)
        x, malignant = split.train.x[:, columns], (split.train.y == 0).astype("float32")
        population = Population(lambda width=x.shape[1]: make_detector(width), seeds=(seed,))
        model = population.train(x, malignant, epochs=20, batch_size=32).models[0]
        found.append((np.asarray(model(split.test.x[:, columns]))[:, 0], split.test.y == 0))
    return found


@app.function
def move_threshold(settings, watch):
    """Part 3: where the line is drawn between malignant and benign. Nothing is trained again."""
    threshold, features = settings["threshold"], settings["features"]
    watch.check()
    found = detected(features)
    rates = [[thresholds.precision_and_recall(*one, at) for one in found] for at in (threshold, 0.5)]
    precision, recall = np.moveaxis(np.array(rates), -1, 0)
    areas = np.array([thresholds.area(*one) for one in found])
    first = thresholds.counts_at(*found[0], threshold)
    return Outcome(
        pictures=threshold_pictures.pictures_of_threshold(found, threshold, settings["curve"]),
        notice=threshold_words.notice_of_threshold(threshold, precision, recall, first, areas),
        keras=code.code_of_threshold(FEATURES[features], threshold),
        keras_gives={"recall": tuple(recall[0]), "precision": tuple(precision[0])},
        facts={"recall": float(np.median(recall[0])), "area": float(np.median(areas))},
        seeds=tuple(SEEDS),
        answer=thresholds.which_can_turn(found),
    )


@app.function
@cache
def over_epochs(data, bins):
    """Measure accuracy, mean confidence, calibration error and its chance level: (networks, stops) each."""
    measured = {name: [] for name in ("accuracy", "confidence", "error", "chance")}
    for seed in SEEDS:
        given, labels = predicted_by(data, seed), split_of(data).test.y
        each = [(p.max(axis=1).astype(np.float64), p.argmax(axis=1) == labels) for p in given.values()]
        measured["accuracy"].append([right.mean() for _, right in each])
        measured["confidence"].append([confidence.mean() for confidence, _ in each])
        measured["error"].append([expected_calibration_error(*one, bins) for one in each])
        measured["chance"].append([error_of_chance(confidence, bins) for confidence, _ in each])
    return {name: np.array(values) for name, values in measured.items()}


@app.function
def compare_confidence(settings, watch):
    """Part 4: confidence against correctness, in bins, and for few and many epochs."""
    data, epochs, bins = settings["data"], int(settings["epochs"]), int(settings["bins"])
    found = predictions(data, epochs, watch)
    each = [reliability(*one, bins) for one in zip(found.confidence, found.right, strict=True)]
    measured, at = over_epochs(data, bins), EPOCHS.index(epochs)
    return Outcome(
        pictures=bins_of.pictures_of_reliability(each, measured, EPOCHS, epochs),
        notice=reliability_words.notice_of_reliability(measured, EPOCHS, epochs, bins),
        keras=code.code_of_reliability(data, UNITS[data], ROWS, epochs, bins),
        keras_gives={
            "error": tuple(measured["error"][:, at]),
            "sureness": tuple(measured["confidence"][:, at]),
            "accuracy": tuple(measured["accuracy"][:, at]),
        },
        facts={name: float(np.median(values[:, at])) for name, values in measured.items()},
        seeds=tuple(SEEDS),
        answer=reliability_words.calibration_option(measured, EPOCHS)
        if data == "fashion_mnist_small"
        else None,
    )


@app.function
def data_choice(value):
    return Choice(
        "data", "Data", options=tuple(UNITS), value=value, words=("Digits, 8 x 8", "Clothes, 28 x 28")
    )


@app.function
def predict_part():
    return Part(
        name="predict",
        title="Predict the test set",
        ask="Five trained networks see images that they were not trained on. Each gives a probability for every class: the largest is its "
        "prediction and its confidence.",
        controls=(
            data_choice("digits"),
            Slider("epochs", "Epochs", stops=EPOCHS, value=20),
            Choice("order", "Show", options=("first", "unsure"), value="first", words=("the first 21", "the 21 least sure")),
            Toggle("missing", "The labels are missing", value=False),
            Picked("picked", "The chosen image", 0),
        ),
        prediction=Prediction(
            question="Five networks that differ only in the seed get nearly the same accuracy on 2,400 images of clothes. For how many do all five predict the same class?",
            options=("Fewer than 65 %", "65 to 85 %", "85 to 95 %", "More than 95 %"),
            settings={"data": "fashion_mnist_small", "epochs": 20, "order": "unsure", "missing": False},
            because="Networks of the same accuracy can make different mistakes.",
        ),
        experiment=predict_test_set,
    )  # fmt: skip


@app.function
def confusion_part():
    return Part(
        name="confusion",
        title="Look into the cells",
        ask="One row for each label, one column for each prediction. Click a cell to see its images, and an image to see its probabilities.",
        controls=(
            data_choice("digits"),
            Slider("epochs", "Epochs", stops=EPOCHS, value=20),
            Slider("network", "Network of seed", stops=tuple(SEEDS), value=0),
            Picked("cell", "The cell", ()),
            Picked("picked", "The chosen image", 0),
        ),
        prediction=Prediction(
            question="Networks were trained on digits for 20 epochs. Which of these pairs does each of the five confuse most often?",
            options=tuple(f"{a} and {b}" for a, b in words.PAIRS),
            settings={"data": "digits", "epochs": 20, "network": 0, "cell": []},
            because="Click both cells of a pair: what looks alike to us need not be what the network mixes up.",
        ),
        experiment=look_into_cells,
    )


@app.function
def threshold_part():
    return Part(
        name="threshold",
        title="Move the threshold",
        ask="A network gives the probability that a tumour is malignant. You decide from which probability on it is called so. "
        "Nothing is trained again.",
        controls=(
            Slider("threshold", "Threshold", stops=THRESHOLDS, value=0.5),
            Choice(
                "features",
                "Features",
                options=tuple(FEATURES),
                value="two",
                words=("all 30", "radius and texture", "texture and smoothness"),
            ),
            Choice("curve", "Curve", options=("roc", "precision-recall"), value="roc", words=("ROC", "precision-recall")),
        ),
        prediction=Prediction(
            question="The threshold is lowered from 1 to 0, sample by sample. What do recall and precision do?",
            options=(
                "Recall never falls, precision never rises",
                "Recall never falls, precision goes both ways",
                "Precision never falls, recall goes both ways",
                "Both go both ways",
            ),
            settings={"threshold": 0.3, "features": "two", "curve": "precision-recall"},
            because="Lowering only adds to those called malignant: a malignant one never lowers precision, a benign one never raises it.",
        ),
        experiment=move_threshold,
    )  # fmt: skip


@app.function
def confidence_part():
    return Part(
        name="confidence",
        title="Is it as right as sure?",
        ask="Of all predictions with confidence 0.8, are 80 % right? Sort the test images into bins of confidence, and compare.",
        controls=(
            data_choice("fashion_mnist_small"),
            Slider("epochs", "Epochs", stops=EPOCHS, value=10),
            Slider("bins", "Bins", stops=(5, 10, 15), value=10),
        ),
        prediction=Prediction(
            question="Images of clothes: what does the expected calibration error do from 5 epochs to 40?",
            options=(
                "It falls from every seed: more is learnt",
                "It rises from every seed",
                "It cannot be told: that depends on the seed",
            ),
            settings={"data": "fashion_mnist_small", "epochs": 40, "bins": 10},
            because="Training goes on raising the probability of the labels that it sees. On new images confidence grows faster than accuracy.",
        ),
        experiment=compare_confidence,
    )


@app.cell
def _():
    live = LiveLab("inference", parts=(predict_part(), confusion_part(), threshold_part(), confidence_part()))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md(r"""
    ### The idea
    Inference uses a trained network on new samples: no weight changes. For each sample it gives a probability for every class. The largest
    one names the prediction, and is the confidence. With labels, the confusion matrix counts every kind of mistake. A threshold decides between
    two classes, and trades missed samples for false alarms.

    The expected calibration error is the mean of |accuracy - confidence| over bins, each weighted with its share of the samples
    (Guo et al., *On Calibration of Modern Neural Networks*, 2017).

    **Often believed:** "confidence 0.9 means right nine times in ten". **True:** only for a calibrated network, and without labels nobody
    can see whether it is one.

    **Your turn:** open the code and train the clothes for 80 epochs. Does accuracy still rise? Does confidence?

    Related: [Scaling the features](../scaling/) · [Validation, two ways](../validation/) · [Epochs](../epochs/)
    """)


if __name__ == "__main__":
    app.run()
