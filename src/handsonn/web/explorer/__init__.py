"""The explorer: a page where a latent space is trained, mapped and walked, in a process of its own."""

from handsonn.web.explorer.routes import explorer_routes
from handsonn.web.explorer.sessions import Sessions

__all__ = ["Sessions", "explorer_routes"]
