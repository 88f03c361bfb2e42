"""The learner's notes in the browser: read-only, since they are edited with the learner's own editor."""
