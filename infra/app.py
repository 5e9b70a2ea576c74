"""The CDK app: `cdk synth -c preset=prod`, or `python -m infra.app` without the command line tool."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from infra.bundling import BundlingError, build_all
from infra.context import ContextError
from infra.node import NodeMissing, use_node


def main() -> None:
    """Synthesises every stack into CDK_OUTDIR (the CDK command line sets it) or a temporary folder."""
    try:
        use_node()
        from infra.synthesis import compose  # importing the CDK starts Node, so not before it is found

        with tempfile.TemporaryDirectory() as folder:
            compose({}, zips=build_all(Path(folder))).synth()
    except (BundlingError, ContextError, NodeMissing) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
