"""The workbench by itself: its application, the learner's folder, and asking it as its page does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from web_calls import Answer, call


@dataclass(frozen=True)
class Settings:
    folder: Path
    runs_folder: Path


@dataclass(frozen=True)
class Workbench:
    """work: its Jobs or Diagnoses. news: where their news stand, which are asked for `tries` times."""

    app: Any
    work: Any
    folder: Path
    news: str
    tries: int

    def get(self, address: str) -> Answer:
        return call(self.app, "GET", f"/workbench{address}")

    def post(self, address: str, body: Any = None, **options: Any) -> Answer:
        return call(self.app, "POST", f"/workbench{address}", body, **options)

    def until(self, job: str, holds: Any) -> dict[str, Any]:
        """Ask for news, as the page does, until they are what is waited for."""
        version, facts = -1, {}
        for _ in range(self.tries):
            facts = self.get(f"/{self.news}/{job}?version={version}").json()
            if holds(facts):
                return facts
            version = facts["version"]
        pytest.fail(f"the work never got there: {facts}")
