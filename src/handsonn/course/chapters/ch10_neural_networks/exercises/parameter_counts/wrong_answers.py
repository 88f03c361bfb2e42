"""Typical wrong answers to parameter_counts."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("leaves the biases out", "no_bias", (("weights + units if", "weights if"),), "one bias per unit"),
    WrongAnswer("gives each weight a bias", "bias_per_weight", (("weights + units if", "2 * weights if"),), "as many biases as weights"),
    WrongAnswer("gives each input a bias", "bias_per_input", (("weights + units if", "weights + inputs if"),), "of a unit"),
    WrongAnswer("gives the layer one bias", "one_bias", (("weights + units if", "weights + 1 if"),), "a single bias"),
    WrongAnswer("has a bias that cannot be left out", "use_bias_ignored", (("return weights + units if use_bias else weights", "return weights + units"),), "use_bias=False"),
    WrongAnswer(
        "gives the input layer biases", "input_layer_counted", (("total = 0", "total = sizes[0] if use_bias else 0"),), "no layer with",
    ),
    WrongAnswer("does not hand use_bias on", "use_bias_not_handed_on", (("(inputs, units, use_bias)\n", "(inputs, units)\n"),), "hand use_bias on"),
    WrongAnswer(
        "gives Flatten parameters", "flatten_counted",
        (("return network_parameters([math.prod(image_shape), *sizes])", "return network_parameters([math.prod(image_shape)] * 2 + sizes)"),),
        "Flatten",
    ),
    WrongAnswer("forgets the channels", "channels_forgotten", (("math.prod(image_shape)", "math.prod(image_shape[:2])"),), "channels"),
    WrongAnswer("forgets the biases of the output layer", "output_bias_forgotten", (("(limit - outputs)", "limit"),), "biases of the output layer"),
    WrongAnswer("rounds up", "over_the_limit", (("max((limit - outputs) // per_unit, 0)", "max(round((limit - outputs) / per_unit + 0.5), 0)"),), "more than"),
    WrongAnswer("rounds nothing", "no_whole_number", (("// per_unit", "/ per_unit"),), "whole"),
    WrongAnswer("gives fewer than 0 units", "below_zero", (("max((limit - outputs) // per_unit, 0)", "(limit - outputs) // per_unit"),), "not even one"),
)  # fmt: skip
