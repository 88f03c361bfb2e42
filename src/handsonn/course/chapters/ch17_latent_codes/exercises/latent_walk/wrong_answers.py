"""Typical wrong answers to latent_walk."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer(
        "leaves the last end out",
        "ends_left_out",
        (
            (
                "shares = np.linspace(0, 1, steps)[:, np.newaxis]\n    return",
                "shares = np.arange(steps)[:, np.newaxis] / steps\n    return",
            ),
        ),
        "1 among them",
    ),
    WrongAnswer(
        "goes backwards",
        "backwards",
        (("return (1 - shares) * start + shares * end", "return shares * start + (1 - shares) * end"),),
        "at share 0",
    ),
    WrongAnswer(
        "takes the line for the arc",
        "straight_for_arc",
        (("angle < 1e-3", "angle < 10"),),
        "nearer to the origin",
    ),
    WrongAnswer(
        "puts the codes themselves into the formula",
        "no_directions",
        (
            ("* u + np.sin(shares * angle) * v)", "* start + np.sin(shares * angle) * end)"),
            ("return lengths * directions", "return directions"),
        ),
        "for directions",
    ),
    WrongAnswer(
        "divides by the sine of 0",
        "no_angle",
        (("    if angle < 1e-3:\n        return line(start, end, steps)\n", ""),),
        "along the line there",
    ),
    WrongAnswer(
        "mixes pixels",
        "path_of_pixels",
        (
            (
                "    start, end = encoder.predict(np.stack([first, last]), verbose=0)\n    return decoder.predict(path(start, end, steps), verbose=0)",
                "    return path(first, last, steps)",
            ),
        ),
        "encode both images first",
    ),
    WrongAnswer(
        "decodes, then mixes pixels",
        "mixes_pixels",
        (
            (
                "return decoder.predict(path(start, end, steps), verbose=0)",
                "return line(*decoder.predict(np.stack([start, end]), verbose=0), steps)",
            ),
        ),
        "decode afterwards",
    ),
    WrongAnswer(
        "decodes the images",
        "pixels_for_codes",
        (("path(start, end, steps), verbose", "line(first, last, steps), verbose"),),
        "which takes codes",
    ),
    WrongAnswer(
        "always walks straight",
        "path_ignored",
        (("path(start, end, steps), verbose", "line(start, end, steps), verbose"),),
        "although `path` was the arc",
    ),
    WrongAnswer(
        "takes codes of all digits",
        "another_digit",
        (("images[labels == digit]", "images"),),
        "labels == digit",
    ),
    WrongAnswer(
        "decodes the mean code",
        "all_alike",
        (("some + shares * (others - some)", "codes.mean(axis=0) + 0 * some"),),
        "one image",
    ),
    WrongAnswer(
        "rebuilds given images",
        "copies",
        (("some + shares * (others - some)", "some"),),
        "the known ones themselves",
    ),
    WrongAnswer(
        "steps too far",
        "too_far",
        (("some + shares * (others - some)", "some + generator.normal(0, 3, some.shape)"),),
        "smaller steps",
    ),
)
