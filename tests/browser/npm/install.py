"""`python -m tests.browser.npm.install`: axe-core (MPL-2.0) and TypeScript (Apache-2.0), as locked."""

import sys
from pathlib import Path

from infra.cdk_cli.install import NotInstalled, install
from infra.node import NodeMissing

FOLDER = Path(__file__).resolve().parent
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
TSC = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"

if __name__ == "__main__":
    try:
        install(FOLDER)
    except (NodeMissing, NotInstalled) as failure:
        sys.exit(f"error: {failure}")
