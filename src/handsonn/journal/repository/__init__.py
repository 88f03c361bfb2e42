"""The learner's own folder: notes, labs, exercises and runs, found from inside and never overwritten."""

from handsonn.journal.repository.place import check_repository, find_repository, repository_of, runs_of

__all__ = ["check_repository", "find_repository", "repository_of", "runs_of"]
