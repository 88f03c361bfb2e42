"""Typical wrong answers to save_and_reload."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
YAML_OUT = "yaml.safe_dump(json.loads(architecture))"
COPY = """    copy = keras.models.model_from_json(architecture)
    copy.set_weights(model.get_weights())
    copy.save(folder"""
WRONG_ANSWERS = (
    WrongAnswer("saves the architecture alone", "missing_file",
        (('    model.save_weights(folder / "network.weights.h5")\n', ""), ('    model.save(folder / "network.keras")\n', "")),
        "network.weights.h5 and network.keras"),
    WrongAnswer("ignores the folder", "ignores_folder", (('save(folder / "network.keras")', 'save("network.keras")'),),
        "given; write to folder"),
    WrongAnswer("writes the whole in an old format", "missing_file",
        (('save(folder / "network.keras")', 'save(folder / "network.h5")'),), "network.h5"),
    WrongAnswer("ends the weights' name in .h5", "raised",
        (('save_weights(folder / "network.weights.h5")', 'save_weights(folder / "network.h5")'),), ".weights.h5"),
    WrongAnswer("uses the book's to_yaml", "raised", ((YAML_OUT, "model.to_yaml()"),), "to_yaml"),
    WrongAnswer("writes Python's own kinds into YAML", "unsafe_yaml",
        ((YAML_OUT, "yaml.dump({**json.loads(architecture), 'shape': model.input_shape})"),), "safe_dump"),
    WrongAnswer("writes the text of JSON as one YAML value", "wrong_yaml", (("json.loads(architecture)", "architecture"),),
        "json.loads"),
    WrongAnswer("forgets the weights", "new_weights",
        (('read_text(encoding="utf-8"))\n    model.load_weights(folder / "network.weights.h5")\n', 'read_text(encoding="utf-8"))\n'),),
        "weights are new"),
    WrongAnswer("writes JSON of JSON", "wrong_json",
        (("write_text(architecture, ", "write_text(json.dumps(architecture), "),), "text already"),
    WrongAnswer("loads without compiling", "not_compiled",
        (('load_model(folder / "network.keras"', 'load_model(folder / "network.keras", compile=False'),), "compile=False"),
    WrongAnswer("saves a copy made from the architecture", "state_lost",
        (("    model.save(folder", COPY),), "steps"),
)  # fmt: skip
