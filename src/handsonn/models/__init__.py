"""Ordinary Keras models: build, bring in the learner's own, save, load, write as a script."""
