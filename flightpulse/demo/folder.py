"""A folder for logs and state: gone at the end, unless something went wrong that they explain."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WorkFolder:
    """Where everything that was started writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = False

    def keep(self) -> None:
        """Leave it for whoever looks for the reason."""
        self.kept = True


@contextmanager
def work_folder() -> Iterator[WorkFolder]:
    """Make the folder; remove it unless it is to be kept."""
    folder = WorkFolder(Path(tempfile.mkdtemp(prefix="flightpulse-demo-")))
    try:
        yield folder
    except Exception:
        folder.keep()
        raise
    finally:
        if not folder.kept:
            shutil.rmtree(folder.path, ignore_errors=True)
