"""The learner's own folder: notes, labs, exercises and runs, found from inside and never overwritten."""

from handsonn.journal.repository.place import find_repository, repository_of, runs_of

__all__ = ["find_repository", "repository_of", "runs_of"]
