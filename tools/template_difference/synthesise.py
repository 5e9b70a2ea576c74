"""The templates of one checkout, as a deployment would get them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

Template = dict[str, Any]
SUFFIX = ".template.json"


class SynthesisFailed(Exception):
    """A checkout cannot be synthesised; the text is the last line that its app printed."""


def synthesise(checkout: Path, preset: str, out: Path) -> dict[str, Template]:
    """Stack to template, by the app of that checkout under this Python. Raises SynthesisFailed."""
    environment = os.environ | {"CDK_OUTDIR": str(out), "CDK_CONTEXT_JSON": json.dumps({"preset": preset})}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it printed nothing"]
        raise SynthesisFailed(said[-1])
    found = {path.name.removesuffix(SUFFIX): path for path in out.glob(f"*{SUFFIX}")}
    if not found:
        raise SynthesisFailed("the app wrote no template")
    return {stack: json.loads(path.read_text(encoding="utf-8")) for stack, path in found.items()}
