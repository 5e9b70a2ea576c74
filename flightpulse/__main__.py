"""`python -m flightpulse` is `flightpulse`."""

import sys

from flightpulse.cli import main

if __name__ == "__main__":
    sys.exit(main())
