"""The live part of a lab: controls, pictures, what to notice, and the same in Keras."""
