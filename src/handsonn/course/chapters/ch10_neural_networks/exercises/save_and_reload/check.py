"""The check of save_and_reload.

order: 14
minutes: 20
seconds: 40
lab: saving
backends: jax tensorflow
"""

import shutil

import keras
import numpy as np
import yaml

from handsonn.course.checking import Wrong

AFTERWARDS = """
The architecture is a recipe: built from it alone, a network has new weights and predicts as if it had never been
trained. The weights are numbers without a recipe: they fit an architecture of the same shapes only. Two common notes
are out of date: in Keras 3 the JSON also says how the network was compiled, and the weights file of a compiled network
also holds the state of the optimizer. The .keras file is both in one, a zip archive, and so the one that cannot lose
its other half. JSON and YAML hold the same tree: one of them is enough.
"""

FILES = ("architecture.json", "architecture.yaml", "network.weights.h5", "network.keras")


def saved(answer, trial):
    """save writes the four files into the folder"""
    trial.kept["networks"] = []
    for number in range(2):
        model, x = _network(answer, trial, trained=number == 1)
        before = trial.folder / f"networks-{int(trial.generator.integers(1000, 10000))}"
        before.mkdir()
        answer.call("save", model, before, may_give_nothing=True)
        _look_at_files(trial, before)
        copied = trial.folder / f"copied-{number}"
        before.rename(copied)
        state = [keras.ops.convert_to_numpy(each) for each in model.optimizer.variables]
        trial.kept["networks"].append((copied, x, _answers(answer, model, x), state))
        model.set_weights([0 * weights for weights in model.get_weights()])


def _look_at_files(trial, folder):
    """Raise Wrong unless all four files are in the folder."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    astray = [name for name in FILES if (trial.folder / name).exists()]
    if missing and astray:
        raise Wrong(
            f"{' and '.join(astray)} went into the folder that Python was started in, not into the one that save was "
            'given; write to folder / "network.keras", not to "network.keras".',
            name="ignores_folder",
        )
    if missing:
        found = sorted(path.name for path in folder.iterdir())
        raise Wrong(
            f"save did not write {' and '.join(missing)}; in the folder there is "
            f"{', '.join(found) if found else 'nothing'}.",
            name="missing_file",
        )


def readable(answer, trial):
    """both architecture files are text that any program can read"""
    folder = trial.kept["networks"][0][0]
    try:
        built = keras.models.model_from_json((folder / "architecture.json").read_text(encoding="utf-8"))
        trouble = "" if isinstance(built, keras.Model) else f"it holds a {type(built).__name__}"
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        trouble = _first_line(error)
    if trouble:
        raise Wrong(
            f"Keras cannot build a network from architecture.json ({trouble}); write into it what model.to_json() "
            "gives, just once: it is text already.",
            name="wrong_json",
        )
    _, x, wanted, _ = trial.kept["networks"][0]
    if built.input_shape[-1] == x.shape[1]:
        same = np.sum(_answers(answer, built, x).argmax(axis=1) == wanted.argmax(axis=1))
        trial.tell(
            f"Built from architecture.json alone, with new weights, the network names the same class as the saved one "
            f"for {same} of {len(x)} rows."
        )
    try:
        tree = yaml.safe_load((folder / "architecture.yaml").read_text(encoding="utf-8"))
    except yaml.constructor.ConstructorError as error:
        raise Wrong(
            f"architecture.yaml cannot be read safely: {error.problem}; such a tag names something of Python that only "
            "a reader which may run code makes again. Write it with yaml.safe_dump, from plain dicts and lists.",
            name="unsafe_yaml",
        ) from None
    except yaml.YAMLError as error:
        raise Wrong(f"architecture.yaml is no YAML ({_first_line(error)}).", name="wrong_yaml") from None
    if not isinstance(tree, dict):
        raise Wrong(
            f"architecture.yaml holds a {type(tree).__name__}, not a tree of names and values; to_json gives text: make "
            "dicts and lists of it with json.loads before you write it as YAML.",
            name="wrong_yaml",
        )


def from_json(answer, trial):
    """load_from_json gives the network that was saved"""
    _compare_parts(answer, trial, "load_from_json", "architecture.json")


def from_yaml(answer, trial):
    """load_from_yaml gives the network that was saved"""
    _compare_parts(answer, trial, "load_from_yaml", "architecture.yaml")


def whole(answer, trial):
    """load_whole gives the network that was saved, ready to go on training"""
    for number, (folder, x, wanted, state) in enumerate(trial.kept["networks"]):
        alone = _with_files(trial, folder, f"whole-{number}", "network.keras")
        model = answer.model("load_whole", alone, compiled=False)
        _compare(answer, model, x, wanted, "load_whole")
        if not model.compiled:
            raise Wrong(
                "load_whole gives a network that is not compiled, so it cannot go on training; the file says how it "
                "was compiled: leave compile=False out.",
                name="not_compiled",
            )
        found = [keras.ops.convert_to_numpy(each) for each in model.optimizer.variables]
        is_same = len(found) == len(state) and all(
            one.shape == other.shape and np.allclose(one, other)
            for one, other in zip(found, state, strict=True)
        )
        if state and int(state[0]) > 0 and not is_same:
            raise Wrong(
                f"the optimizer had made {int(state[0])} steps when the network was saved, and has made "
                f"{int(found[0]) if found else 0} in what load_whole gives: its state got lost, so write the file with "
                "model.save of the network that save was given.",
                name="state_lost",
            )


def _compare_parts(answer, trial, name, architecture):
    """Let the learner load both networks from two of their files, and compare."""
    for number, (folder, x, wanted, _) in enumerate(trial.kept["networks"]):
        alone = _with_files(trial, folder, f"{name}-{number}", architecture, "network.weights.h5")
        model = answer.model(name, alone, compiled=False)
        _compare(answer, model, x, wanted, name)


def _compare(answer, model, x, wanted, name):
    if (model.input_shape[-1], model.output_shape[-1]) != (x.shape[1], wanted.shape[1]):
        raise Wrong(
            f"the network that {name} gives takes {model.input_shape[-1]} features and gives {model.output_shape[-1]} "
            f"numbers; the one that was saved in this folder took {x.shape[1]} and gave {wanted.shape[1]}.",
            name="another_network",
        )
    given = _answers(answer, model, x)
    if not np.allclose(given, wanted, atol=1e-5):
        raise Wrong(
            f"what {name} gives predicts otherwise than the network that was saved: {given[0, 0]:.4f} in the place of "
            f"{wanted[0, 0]:.4f} for the first sample; its layers are right, but its weights are new, so load the saved "
            "ones into it.",
            name="new_weights",
        )


def _with_files(trial, folder, name, *files):
    """Make a folder that holds these files of a saved network, and no other."""
    alone = trial.folder / name
    alone.mkdir()
    for file in files:
        shutil.copy(folder / file, alone / file)
    return alone


def _network(answer, trial, *, trained):
    """Draw a network, and rows for it; trained: let its optimizer make some steps."""
    features, hidden, classes = (int(size) for size in trial.generator.permutation(np.arange(3, 12))[:3])
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(hidden, activation=str(trial.generator.choice(["relu", "tanh", "elu"]))),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.set_weights([trial.generator.normal(size=weights.shape) for weights in model.get_weights()])
    x = trial.generator.normal(size=(32, features)).astype(np.float32)
    model.optimizer.build(model.trainable_variables)
    if trained:
        with answer.listening():
            model.fit(x, trial.generator.integers(0, classes, size=32), batch_size=16, verbose=0)
    return model, x


def _answers(answer, model, x):
    with answer.listening():
        return keras.ops.convert_to_numpy(model(x, training=False))


def _first_line(error):
    return " ".join(str(error).split())[:120].rstrip(".")


CHECKS = (saved, readable, from_json, from_yaml, whole)
