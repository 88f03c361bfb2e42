"""`handsonn` and `python -m handsonn`."""

from handsonn.cli.main import handsonn


def main() -> None:
    """Run the command line and leave with its exit code."""
    handsonn(prog_name="handsonn")


if __name__ == "__main__":
    main()
