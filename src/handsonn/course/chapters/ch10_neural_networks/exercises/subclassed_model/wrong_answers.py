"""Typical wrong answers to subclassed_model."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
LIST = '[keras.layers.Dense(size, activation="relu") for size in units]'
CONFIG = '{"units": self.units, "num_classes": self.num_classes, "rate": self.rate, "name": self.name}'
WRONG_ANSWERS = (
    WrongAnswer("forgets super().__init__", "no_super", (("        super().__init__(**kwargs)\n", ""),), "first in"),
    WrongAnswer("makes the last layer in call", "layers_in_call",
        (("self.last(x)", 'keras.layers.Dense(self.num_classes, activation="softmax")(x)'),), "new layers"),
    WrongAnswer("keeps a layer that call makes", "layers_in_call",
        (("        return self.last", '        self.last = keras.layers.Dense(self.num_classes, activation="softmax")\n'
          "        return self.last"),), "made once"),
    WrongAnswer("keeps the layers where Keras does not look", "not_tracked",
        ((LIST, f'type("Layers", (), {{}})()\n        self.hidden.all = {LIST}'), ("in self.hidden", "in self.hidden.all")),
        "has not found"),
    WrongAnswer("takes the first size alone", "wrong_layers", (("size in units", "size in units[:1]"),), "per number"),
    WrongAnswer("leaves ReLU out", "linear_network", ((', activation="relu"', ""),), "linear model"),
    WrongAnswer("drops in inference too", "dropout_always", (("training=training", "training=True"),), "always on"),
    WrongAnswer("never drops", "dropout_never", (("training=training", "training=False"),), "never acts"),
    WrongAnswer("takes no further arguments", "no_further_arguments",
        ((", **kwargs", ""), ("(**kwargs)", "()")), "cannot be called"),
    WrongAnswer("keeps further arguments to itself", "no_further_arguments", (("(**kwargs)", "()"),), "hand it on"),
    WrongAnswer("has no config of its own", "no_config", ((CONFIG, "super().get_config()"),), "lacks units"),
    WrongAnswer("forgets the rate", "rate_lost", ((', "rate": self.rate', ""),), "forgets the rate"),
)  # fmt: skip
