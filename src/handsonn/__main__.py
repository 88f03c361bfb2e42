"""`handsonn` and `python -m handsonn`."""

import os

# Read once, by the first library with OpenMP: threads that wait for work sleep instead of spinning,
# which costs t-SNE's many short steps most of the processor. In a learner's own program the learner decides.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from handsonn.cli.main import handsonn


def main() -> None:
    """Run the command line and leave with its exit code."""
    handsonn(prog_name="handsonn")


if __name__ == "__main__":
    main()
