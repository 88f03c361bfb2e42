"""Typical wrong answers to fashion_classifier."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("leaves the pixels as they are", "not_scaled", (("images / 255.0", "images"),), "from 0 to 1"),
    WrongAnswer(
        "scales by the images at hand", "scaled_by_batch",
        (("images / 255.0", "(images - images.mean()) / images.std()"),), "do not depend on the images",
    ),
    WrongAnswer("has one softmax unit", "one_unit", (('10, activation="softmax"', '1, activation="softmax"'),), "ten output units"),
    WrongAnswer("ends in sigmoid", "sigmoid_output", (('"softmax"', '"sigmoid"'),), "use softmax"),
    WrongAnswer("ends without an activation", "no_softmax", ((', activation="softmax"', ""),), "softmax"),
    WrongAnswer("has a linear hidden layer", "linear_network", ((', activation="relu"', ""),), "a linear model"),
    WrongAnswer("takes the loss for one-hot labels", "wrong_loss", (("sparse_categorical", "categorical"),), "one class number"),
    WrongAnswer("trains for one epoch", "too_few_epochs", (("epochs=20", "epochs=1"),), "more epochs"),
    WrongAnswer("takes huge steps", "learning_rate", (('"adam"', "keras.optimizers.SGD(10.0)"),), "learning rate"),
    WrongAnswer("trains a copy", "not_trained", (("return model.fit(x", "model = build()\n    return model.fit(x"),), "weights of the model"),
)  # fmt: skip
