"""The bench of the diagnosis: healthy small programs, forty kinds of faults in them, and diagnosers."""

# Before anything imports Keras: handsonn starts it on JAX.
import handsonn as handsonn
