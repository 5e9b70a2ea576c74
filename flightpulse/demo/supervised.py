"""Runs a service's module so that it ends with the demo, even when the demo was killed with SIGKILL."""

import runpy
import sys

from local.runtime.parent import exit_with_parent


def main() -> None:
    """`python -m flightpulse.demo.supervised MODULE`, with a pipe from the parent as standard input."""
    exit_with_parent()
    module = sys.argv.pop(1)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
