"""A neuron: weights.

question: What does a weight do, in one unit and in a trained network?
minutes: 15
order: 1
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="A neuron: weights")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here

    import handsonn as hn
    import keras
    import marimo as mo

    from handsonn.course.chapters.ch10_neural_networks.experiments.changed_network import changed_network
    from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network import digits_networks
    from handsonn.course.chapters.ch10_neural_networks.experiments.one_unit import ACTIVATIONS
    from handsonn.course.chapters.ch10_neural_networks.experiments.removed_weights import removed_weights
    from handsonn.course.chapters.ch10_neural_networks.experiments.removing_weights import SHARES
    from handsonn.course.chapters.ch10_neural_networks.experiments.scaled_layer import FACTORS, scaled_layer
    from handsonn.course.chapters.ch10_neural_networks.experiments.unit_sensitivity import one_unit
    from handsonn.course.live import Choice, LiveLab, Part, Picked, Prediction, Slider, show
    from handsonn.course.live.controls import stops_between
    from handsonn.training import Population

    SEEDS = range(5)
    split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    train, test = split.train, split.test


@app.function
def make_network():
    """Make an ordinary Keras network for the 8 x 8 digits: 64 pixels, 16 hidden units, 10 classes."""
    model = keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def bench():
    """Train the network from five seeds, once, and take the weights that came out."""
    trained = Population(make_network, seeds=SEEDS).train(train.x, train.y, epochs=40, batch_size=32)
    return digits_networks(trained.models, train, test)


@app.function
def a_network(settings, watch):
    """Part 2: change one weight, or all weights into a unit."""
    return changed_network(bench(), settings, watch)


@app.function
def scale_layer(settings, watch):
    """Part 3: multiply all weights of a layer."""
    return scaled_layer(bench(), settings, watch)


@app.function
def which_matter(settings, watch):
    """Part 4: set weights to zero, in several orders."""
    return removed_weights(bench(), settings, watch)


@app.function
def unit_part():
    return Part(
        name="unit",
        title="One unit",
        ask="A unit multiplies each input by a weight, adds the products and its bias (0 here), and bends the sum with an activation. "
        "Move the weights, then the input.",
        controls=(
            Slider("w1", "Weight w1", stops=stops_between(-4, 4, 33), value=2),
            Slider("w2", "Weight w2", stops=stops_between(-4, 4, 33), value=1),
            Choice("activation", "Activation", options=ACTIVATIONS, value="sigmoid"),
            Slider("x1", "Input x1", stops=stops_between(-3, 3, 25), value=0.5),
            Slider("x2", "Input x2", stops=stops_between(-3, 3, 25), value=0),
        ),
        prediction=Prediction(
            question="A sigmoid unit has w1 = 1, and its input is x1 = 2, x2 = 0. Then w1 is raised to 4. How does the output now react to a small change of x1?",
            options=("About four times as strongly", "Just as strongly", "Less than before"),
            settings={"w1": 4, "w2": 1, "activation": "sigmoid", "x1": 2, "x2": 0},
            because="Sensitivity is the weight times the slope of the activation, and far out the sigmoid is flat.",
        ),
        experiment=one_unit,
    )


@app.function
def network_part():
    return Part(
        name="network",
        title="A trained network",
        ask="Five networks were trained on handwritten digits: 64 pixels, 16 hidden units, 10 classes. "
        "Click a weight (a line) or a hidden unit of the first one, multiply it, and see what the answers do.",
        controls=(
            Choice(
                "what",
                "Change",
                options=("weight", "unit"),
                value="weight",
                words=("one weight", "all weights into a unit"),
            ),
            Slider("factor", "Multiply by", stops=(-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3), value=0),
            Slider("image", "Test image", stops=tuple(range(20)), value=10),
            Picked("weight", "The weight", ()),
            Picked("unit", "The hidden unit", 0),
        ),
        prediction=Prediction(
            question=f"The largest of the output layer's 160 weights is set to zero. How many of the {len(test.x)} test images does the network answer differently?",
            options=("None", "1 to 35, under a tenth", "36 to 179, under a half", "180 or more"),
            settings={"what": "weight", "weight": [], "factor": 0},
            because="Sixteen products add up for each class, so 15 others can outvote the change.",
        ),
        experiment=a_network,
    )


@app.function
def scale_part():
    return Part(
        name="scale",
        title="Scale a layer",
        ask="Multiply all weights of a layer by one factor; its biases stay. Does the network answer differently, or is it only more or less sure?",
        controls=(
            Choice(
                "layer",
                "Layer",
                options=("hidden", "output", "both"),
                value="output",
                words=("hidden layer", "output layer", "both layers"),
            ),
            Slider("factor", "Multiply by", stops=FACTORS, value=2.0),
            Slider("image", "Test image", stops=tuple(range(20)), value=10),
        ),
        prediction=Prediction(
            question="All weights of the output layer are multiplied by 3. What happens to accuracy, and to certainty (the mean of the largest probability)?",
            options=(
                "Accuracy changes by more than 2 points",
                "Accuracy hardly changes, certainty rises",
                "Accuracy hardly changes, certainty falls",
                "Neither changes",
            ),
            settings={"layer": "output", "factor": 3.0},
            because="Softmax gets surer as the sums grow apart; the largest sum mostly stays the largest.",
        ),
        experiment=scale_layer,
    )


@app.function
def matter_part():
    return Part(
        name="matter",
        title="Which weights matter?",
        ask="Set a share of one layer's weights to zero: the smallest first, at random, or the largest first. "
        "The fourth line goes by the weight's size times the size of its input.",
        controls=(
            Choice(
                "layer",
                "Layer",
                options=("hidden", "output"),
                value="hidden",
                words=("hidden layer", "output layer"),
            ),
            Slider(
                "share",
                "Weights removed",
                stops=SHARES,
                value=0.3,
                words=tuple(f"{share:.0%}" for share in SHARES),
            ),
        ),
        prediction=Prediction(
            question="Half of the hidden layer's 1,024 weights, the smallest, are set to zero, without training again. How much accuracy is lost?",
            options=("At most 3 points", "3 to 10 points", "10 to 30 points", "More than 30 points"),
            settings={"layer": "hidden", "share": 0.5},
            because="Small weights make small products; compare the other lines.",
        ),
        experiment=which_matter,
    )


@app.cell
def _():
    live = LiveLab("weights", parts=(unit_part(), network_part(), scale_part(), matter_part()))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md(r"""
    ### The idea
    A unit gives activation(w1·x1 + w2·x2 + b). A weight's sign tells whether its input pushes the sum up or down, its size how hard.
    What that does to the output depends on two more things: the slope of the activation at that sum, and the size of the input.

    **Often believed:** the largest weights are the most important inputs. **True:** size is only a part. A weight on a pixel that is
    always dark has no effect whatever its size, and a saturated unit hardly reacts to anything. Compare weights only where inputs have
    the same scale, and measure the effect.

    **Your turn:** open the code and set the weights of the three pixels that are always dark to 100. Does any answer change?

    Next: [the bias](../bias/). How weights are found: [epochs](../epochs/).
    """)


if __name__ == "__main__":
    app.run()
