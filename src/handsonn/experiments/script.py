"""A run as a plain Keras script: numpy, keras and the standard library, not handsonn."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from handsonn.errors import ModelError
from handsonn.experiments.own_model import OwnModel
from handsonn.experiments.script_data import raw_images
from handsonn.records import Array

if TYPE_CHECKING:
    from handsonn.experiments.prepared_data import PreparedData
    from handsonn.experiments.run import Run
    from handsonn.models.own_source import OwnSource

SCRIPT_FILE = "train.py"
DATA_FILE = "data.npz"

_SCALING = '''
def scale_pixels(x):
    """The scaler {scaler!r}, as the training images taught it."""
    return (x.astype("float64") * {multiply} + {add}).astype("float32")

'''


def run_script(run: Run, name: str = "", *, data_beside: bool = False) -> str:
    """Write the script that trains the same network to the same weights.

    name: the run's name in its journal. data_beside: does data.npz lie beside the script?
    Raises ModelError for a model from a function whose source cannot be found.
    """
    from handsonn.models.script import write_script

    experiment, split = run.experiment, run.data.split
    script = write_script(
        run.model,
        data_lines=_data_lines(run.data),
        seed=run.seed,
        batch_size=experiment.batch_size,
        epochs=experiment.epochs,
        validation=split.validation is not None,
        test=False,
        callbacks=_callbacks(experiment.early_stopping),
        own=_own_source(experiment.model),
        title=title(name, run.ended, data_beside=data_beside),
    )
    return script + _ending(has_test=split.test is not None)


def title(name: str, ended: str, *, data_beside: bool) -> str:
    """Say on top of the script what it is, and where its data are."""
    what = f"The run {name}" if name else "A run"
    lines = [f"{what} as plain Keras: the same weights on the same machine and versions.\n"]
    if ended == "interrupted":
        lines.append("The run was interrupted; this script trains all the epochs that it was asked for.")
    if data_beside:
        lines.append(f"{DATA_FILE}, beside this script, holds the run's samples")
    elif name:
        lines.append("The samples are too many to keep with each run. This writes them and this script:")
        lines.append(f"    handsonn save {name} --format script --to FOLDER\n")
        lines.append(f"Run the script there, where {DATA_FILE} lies beside it")
    else:
        lines.append(f"It reads the samples from {DATA_FILE} beside it; run.keep(journal) writes both")
    return "\n".join(lines)


def with_data_beside(script: str, name: str, ended: str, *, data_beside: bool = True) -> str:
    """Put another title on a kept script: its data lie beside it now, or it has got another name."""
    _, _, rest = script.removeprefix('"""').partition('"""')
    return f'"""{title(name, ended, data_beside=data_beside)}."""{rest}'


def _data_lines(data: PreparedData) -> list[str]:
    from handsonn.models.script import npz_lines

    parts = ("train", "validation", "test")
    names = [part for part in parts if getattr(data.split, part) is not None]
    lines = npz_lines(DATA_FILE, names)
    if not raw_images(data):
        return lines
    preparation = data.split.preparation
    scaling = _SCALING.format(
        scaler=preparation.scaler, multiply=_literal(preparation.multiply), add=_literal(preparation.add)
    )
    return [scaling, *lines, *(f"x_{name} = scale_pixels(x_{name})" for name in names)]


def _literal(value: Array) -> str:
    return repr(float(value)) if value.ndim == 0 else f"np.array({value.tolist()!r})"


def _callbacks(patience: int | None) -> list[str]:
    if patience is None:
        return []
    settings = f'monitor="val_loss", patience={patience}, restore_best_weights=True'
    return [f"keras.callbacks.EarlyStopping({settings})"]


def _own_source(model: Any) -> OwnSource | None:
    if model is None:
        return None
    return model.source if isinstance(model, OwnModel) else _source_of(model)


def _source_of(function: Any) -> OwnSource:
    """Take the function's own lines, from a program or a notebook cell."""
    from handsonn.models.own_source import OwnSource

    name = getattr(function, "__name__", "")
    try:
        source = textwrap.dedent(inspect.getsource(function)).strip()
    except (OSError, TypeError):
        source = ""
    if not source.startswith(f"def {name}("):
        raise ModelError(
            f"the source of the model function {name or function!r} cannot be found, so no script can "
            "contain it; define it with def in a file or a notebook cell."
        )
    return OwnSource(f"{source}\n", name, "your program")


def _ending(*, has_test: bool) -> str:
    saving = '\nmodel.save(FOLDER / "reproduced.keras")\n'
    test = "print(model.evaluate(x_test, y_test, verbose=0, return_dict=True))\n" if has_test else ""
    return saving + test
