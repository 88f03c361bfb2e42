"""Keras layers as ONNX nodes."""
