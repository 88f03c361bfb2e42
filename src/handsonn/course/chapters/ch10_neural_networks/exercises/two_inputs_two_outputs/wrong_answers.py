"""Typical wrong answers to two_inputs_two_outputs."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
SEQUENTIAL = """keras.Sequential([keras.Input((num_deep,)), keras.layers.Dense(30), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model
    model.compile("""
WRONG_ANSWERS = (
    WrongAnswer("builds a chain", "one_input",
        (("keras.Model(inputs=[wide, deep], outputs=[price, cut])\n    model.compile(", SEQUENTIAL),), "has 1 input"),
    WrongAnswer("gives the price alone", "one_output",
        (("[price, cut])", "price)"), ('{"price": "mse", "cut": "sparse_categorical_crossentropy"}', '"mse"'),
         ('{"price": 0.9, "cut": 0.1}', "None")), "has 1 output"),
    WrongAnswer("leaves an input unnamed", "unnamed_inputs", (('(num_wide,), name="wide"', "(num_wide,)"),), "its name"),
    WrongAnswer("swaps the sizes", "wrong_inputs", (("(num_wide,)", "(num_deep,)"),), "num_wide says"),
    WrongAnswer("does not connect wide", "not_connected", (("(both)", "(hidden)"),), "when wide changes"),
    WrongAnswer("takes the cut behind the junction", "cut_sees_wide",
        (('name="cut")(hidden)', 'name="cut")(both)'),), "wide alone"),
    WrongAnswer("puts wide through the hidden layers", "wide_through_hidden",
        (("(both)", '(keras.layers.Dense(30, activation="relu")(both))'),), "not halfway"),
    WrongAnswer("leaves the weights of the losses out", "no_loss_weights",
        (('{"price": 0.9, "cut": 0.1}', "None"),), "count fully"),
    WrongAnswer("takes one loss for both", "wrong_losses",
        (('"cut": "sparse_categorical_crossentropy"', '"cut": "mse"'),), "mean squared error"),
    WrongAnswer("trains for one epoch", "too_few_epochs", (("epochs=20", "epochs=1"),), "more epochs"),
)  # fmt: skip
