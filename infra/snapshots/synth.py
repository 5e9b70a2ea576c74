"""Synthesises both stacks under a context and gives back their normalised templates."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from infra.bundling import build_all, source_hash
from infra.node import use_node
from infra.snapshots.normalise import Template, normalise
from infra.snapshots.read import STACKS

LOCAL = {"preset": "local"}


def templates(context: Mapping[str, object]) -> dict[str, Template]:
    """By stack id. Raises ContextError, BundlingError, NodeMissing."""
    use_node()
    from infra.synthesis import compose  # importing the CDK starts Node, so not before it is found

    with tempfile.TemporaryDirectory() as folder:
        zips = build_all(Path(folder))
        out = Path(folder) / "cdk.out"
        compose(context, zips=zips, outdir=out).synth()
        bundles = {source_hash(path): name for name, path in zips.items()}
        # The CDK hashes our hash once more for its own file name.
        assets = {zipped.stem.removeprefix("asset."): bundles[source_hash(zipped)] for zipped in out.glob("asset.*.zip")}
        return {
            stack: normalise(json.loads((out / f"{stack}.template.json").read_text(encoding="utf-8")), assets)
            for stack in STACKS
        }
