"""The emulator's process: ministack with our patches, in a venv that holds little else."""

import os

from local.runtime.parent import exit_with_parent


def main() -> None:
    """Serve until SIGTERM, or until the process that started this one is gone."""
    # Lambda workers inherit this environment: with the repository on their path, a module that the
    # function's zip lacks would be found all the same, and the zip's fault would stay hidden until AWS.
    os.environ.pop("PYTHONPATH", None)
    exit_with_parent()

    from ministack import app

    from local.emulator.compat.patches import apply_all
    from local.emulator.server import serve

    apply_all()
    serve(app.app)


if __name__ == "__main__":
    main()
