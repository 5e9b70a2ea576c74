"""The emulator's process: ministack with our patches, in a venv that holds little else."""

import os
from collections.abc import Callable

from local.emulator.server import Application, serve
from local.runtime.parent import exit_with_parent


def main() -> None:
    """Serve until SIGTERM, or until the process that started this one is gone."""
    exit_with_parent()
    run()


def run(around: Callable[[Application], Application] = lambda app: app) -> None:
    """Serve until SIGTERM; `around` may put something between the server and ministack."""
    # Lambda workers inherit this environment: with the repository on their path, a module that the
    # function's zip lacks would be found all the same, and the zip's fault would stay hidden until AWS.
    os.environ.pop("PYTHONPATH", None)

    from ministack import app

    from local.emulator.compat.patches import apply_all

    apply_all()
    serve(around(app.app))


if __name__ == "__main__":
    main()
