"""Builds every image, prints what it holds on top of its base, and fails when one is too large."""

import subprocess
import sys
import tomllib

from tools.images.catalogue import IMAGES, ROOT
from tools.images.engine import EngineFailed, build, history
from tools.images.layers import on_top, table, too_large

UNKNOWN = "unknown"


def main() -> int:
    """0 when all are built and within their limits, 1 otherwise."""
    arguments = {
        "REVISION": _git("rev-parse", "HEAD") or UNKNOWN,
        "VERSION": _version(),
        "SOURCE": _source(_git("remote", "get-url", "origin")),
    }
    try:
        for image in IMAGES:
            build(image, arguments)
        weighed = {image: on_top(history(image.tag), history(image.base)) for image in IMAGES}
    except (EngineFailed, ValueError) as failure:
        print(f"images: {failure}", file=sys.stderr)
        return 1
    print()
    for image, layers in weighed.items():
        print("\n".join(table(image, layers)))
    return int(any(too_large(image, layers) for image, layers in weighed.items()))


def _git(*arguments: str) -> str:
    asked = subprocess.run(
        ["git", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip()


def _source(remote: str) -> str:
    """Where the source can be read; a clone of a folder, or one with a password in its address, has none."""
    return remote if remote.startswith("https://") and "@" not in remote else UNKNOWN


def _version() -> str:
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return version


if __name__ == "__main__":
    sys.exit(main())
