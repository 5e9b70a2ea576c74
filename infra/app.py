"""The CDK app: `cdk synth -c preset=prod`, or without the command line tool

python -m infra.app -c preset=prod --out cdk.out
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from infra.bundling import BundlingError, build_all
from infra.context import ContextError
from infra.node import NodeMissing, use_node


def main() -> None:
    """Synthesises every stack into --out, CDK_OUTDIR (the CDK command line sets it) or a temporary folder."""
    parser = argparse.ArgumentParser(prog="python -m infra.app", description="Synthesise every stack.")
    parser.add_argument("-c", dest="context", metavar="NAME=VALUE", action="append", default=[])
    parser.add_argument("--out", type=Path, help="folder for the templates and assets")
    chosen = parser.parse_args()
    try:
        context = dict(map(_pair, chosen.context))
        use_node()
        # Importing the CDK starts Node, so not before it is found.
        from infra.nag import check_with_nag
        from infra.synthesis import compose

        with tempfile.TemporaryDirectory() as folder:
            app = compose(context, zips=build_all(Path(folder)), outdir=chosen.out)
            check_with_nag(app)
            assembly = app.synth()
        if chosen.out:
            names = ", ".join(sorted(stack.stack_name for stack in assembly.stacks))
            print(f"{len(assembly.stacks)} stacks in {chosen.out}: {names}")
    except (BundlingError, ContextError, NodeMissing) as error:
        sys.exit(f"error: {error}")


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise ContextError(f"-c {text!r} has no value: write it as -c name=value, such as -c preset=prod")
    return name, value


if __name__ == "__main__":
    main()
