"""The workbench: any data, any dense network, trained, judged, saved and kept, on one page."""

from handsonn.web.workbench.diagnoses import Diagnoses
from handsonn.web.workbench.jobs import Jobs
from handsonn.web.workbench.routes import WorkbenchSettings, workbench_routes

__all__ = ["Diagnoses", "Jobs", "WorkbenchSettings", "workbench_routes"]
