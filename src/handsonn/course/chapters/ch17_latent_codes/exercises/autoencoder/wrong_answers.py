"""Typical wrong answers to autoencoder."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer(
        "has no narrow place",
        "no_bottleneck",
        (("Dense(latent_dim)", "Dense(64)"), ("Input((latent_dim,))", "Input((64,))")),
        "as many as",
    ),
    WrongAnswer(
        "takes 8 numbers whatever latent_dim is",
        "latent_dim_ignored",
        (("Dense(latent_dim)", "Dense(8)"), ("Input((latent_dim,))", "Input((8,))")),
        "latent_dim units",
    ),
    WrongAnswer(
        "gives an encoder of its own",
        "not_shared",
        (
            (
                "return autoencoder, encoder, decoder",
                "return autoencoder, keras.models.clone_model(encoder), decoder",
            ),
        ),
        "your encoder are not among",
    ),
    WrongAnswer(
        "ends with softmax, as a classifier",
        "softmax_pixels",
        (('"sigmoid"', '"softmax"'),),
        "do not compete",
    ),
    WrongAnswer(
        "ends without an activation",
        "out_of_range",
        ((', activation="sigmoid"', ""),),
        "paper is 0 and ink is 1",
    ),
    WrongAnswer("ends with relu", "out_of_range", (('"sigmoid"', '"relu"'),), "paper is 0 and ink is 1"),
    WrongAnswer(
        "fits the labels",
        "fits_labels",
        (("images, images, epochs", "images, labels, epochs"),),
        "the image itself",
    ),
    WrongAnswer(
        "trains a copy",
        "not_trained",
        (("hn.fit(autoencoder", "autoencoder, encoder, decoder = build(8)\n    hn.fit(autoencoder"),),
        "that very network",
    ),
    WrongAnswer("trains for two epochs", "too_short", (("epochs=60", "epochs=2"),), "more epochs"),
    WrongAnswer(
        "has no hidden layers",
        "no_better_than_pca",
        (
            (
                '            keras.layers.Dense(64, activation="relu"),\n            keras.layers.Dense(latent_dim)',
                "            keras.layers.Dense(latent_dim)",
            ),
            (
                '            keras.layers.Dense(64, activation="relu"),\n            keras.layers.Dense(64, activation="sigmoid")',
                '            keras.layers.Dense(64, activation="sigmoid")',
            ),
        ),
        "bend it",
    ),
    WrongAnswer("gives one error for all", "wrong_shape", ((", axis=1", ""),), "one error per image"),
)
