"""What the pages of one server share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from starlette.requests import Request

from handsonn.course.lab import Lab
from handsonn.course.progress import Progress
from handsonn.errors import UnknownName
from handsonn.journal import Journal
from handsonn.journal.repository import find_repository
from handsonn.web.editors import Editors
from handsonn.web.exercises.checker import Checker
from handsonn.web.explorer import Sessions
from handsonn.web.lab_mounts import LabMounts
from handsonn.web.settings import ShellSettings
from handsonn.web.warm_up import WarmUp
from handsonn.web.workbench import Diagnoses, Jobs


@dataclass(frozen=True)
class Shell:
    """The parts of one server: made with it, ended with it."""

    settings: ShellSettings
    progress: Progress
    journal: Journal
    mounts: LabMounts
    editors: Editors
    checker: Checker
    jobs: Jobs
    diagnoses: Diagnoses
    explorers: Sessions
    warm_up: WarmUp

    @property
    def labs(self) -> tuple[Lab, ...]:
        """Give all labs, in the course's order."""
        return tuple(lab for chapter in self.settings.chapters for lab in chapter.labs)

    @property
    def repository(self) -> Path | None:
        """Find the repository that the learner works in; None outside of one. Raises RepositoryError."""
        return find_repository(self.settings.folder)


def shell_of(request: Request) -> Shell:
    """Give the shell that a request belongs to."""
    return cast("Shell", request.app.state.shell)


def lab_of(request: Request) -> Lab:
    """Give the lab that a request's address names. Raises UnknownName."""
    chapter, name = request.path_params["chapter"], request.path_params["name"]
    labs = shell_of(request).labs
    for lab in labs:
        if (lab.chapter, lab.name) == (chapter, name):
            return lab
    raise UnknownName("lab", name, [lab.name for lab in labs])
