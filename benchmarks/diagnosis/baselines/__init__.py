"""Other diagnosers on the same cases: Keras' own warnings, and two published lists of rules."""
