"""Exercises in the browser: the task, the learner's file, and what a check of it says."""
