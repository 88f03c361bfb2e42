"""Every way to fail, as one sentence on standard error and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

from handsonn.errors import HandsonnError, UsageError

FAILED = 1
NOT_UNDERSTOOD = 2
INTERRUPTED = 130


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and return its exit code, after saying what went wrong if something did."""
    try:
        result = command()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        return _say(str(error), NOT_UNDERSTOOD)
    except HandsonnError as error:
        return _say(str(error), FAILED)
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted.", INTERRUPTED)
    except MemoryError:
        return _say(
            "the memory of this machine is not enough for this; use fewer samples or smaller layers.", FAILED
        )
    except BrokenPipeError:
        return _close_broken_pipe()
    except OSError as error:
        return _say(_sentence(error), FAILED)
    except Exception:  # noqa: BLE001 - a defect of ours: shown in full, so that it can be reported
        traceback.print_exc()
        return _say(
            "this is a defect of handsonn, not a mistake of yours; please report it with the lines above.",
            FAILED,
        )
    return result if isinstance(result, int) else 0


def _say(sentence: str, code: int) -> int:
    label = click.style("Error:", fg="red", bold=True)
    click.echo(f"{label} {sentence}", err=True, color=_colours())
    return code


def _colours() -> bool | None:
    """Give False where NO_COLOR asks for none; None lets click look at the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def _sentence(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EROFS: "it can only be read",
        errno.EACCES: "you may not read or write it",
        errno.EMFILE: "too many files are open",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return (
        f"a file{where} could not be read or written: {reason}; check the folder, and the space on its disk."
    )


def _close_broken_pipe() -> int:
    """Leave quietly, as click does: whoever read our output, such as `head`, has read enough."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    return FAILED
