"""Writes the description of the API: `python -m services.api.export_openapi > docs/openapi.json`."""

import json
import sys
from contextlib import AbstractAsyncContextManager

from services.api.app import create_app
from services.api.services import Services


def document() -> str:
    """The description as it is committed."""
    app = create_app(_never_opened, ())
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


def _never_opened() -> AbstractAsyncContextManager[Services]:
    raise RuntimeError("describing the API opens nothing")


if __name__ == "__main__":
    sys.stdout.write(document())
