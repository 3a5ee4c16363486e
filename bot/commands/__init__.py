"""What `benteng` does, a module for each group of commands; `bot.__main__` reads the arguments."""

import sys


def later(command: str) -> int:
    """A command of a later version says so; gives the exit status."""
    print(f"benteng {command}: this comes with a later version", file=sys.stderr)
    return 2
