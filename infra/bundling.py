"""Builds the Lambda zips from source: no Docker, no CDK, the same bytes in for the same hash out.

A zip is folders copied as they are, plus what the service's lock names beyond what the Lambda runtime
brings. Those packages are copied from the running environment, which the lock itself has filled; they must
be pure Python, since one zip runs on arm64 in AWS and on whatever the embedded AWS runs on.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent

# What the Python runtime of Lambda brings (boto3 and what it needs).
IN_RUNTIME = frozenset({"boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3"})

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
_NATIVE = (".so", ".pyd", ".dylib", ".dll")


class BundlingError(RuntimeError):
    """A zip cannot be built; the text says what is missing or wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folders of a zip, and the lock of what it needs besides; None: the standard library will do."""

    folders: tuple[str, ...]
    lock: str | None


BUNDLES = {
    "authorizer": Bundle(folders=("services/core", "services/authorizer"), lock=None),
    "messenger": Bundle(folders=("services/core", "services/messenger"), lock="requirements/messenger.txt"),
    "rebooking": Bundle(folders=("services/core", "services/rebooking"), lock="requirements/rebooking.txt"),
    "stream": Bundle(folders=("services/core", "services/stream"), lock="requirements/stream.txt"),
}


def zip_name(name: str) -> str:
    """The file name of a bundle, which is also the object key in the snapshots."""
    return f"asset.{name}.zip"


def build(name: str, out: Path, root: Path = ROOT) -> Path:
    """Writes the zip of a bundle into `out` and returns its path; raises BundlingError."""
    bundle = BUNDLES[name]
    files = dict(_sources(bundle, root))
    if bundle.lock:
        files.update(_packages(root / bundle.lock))
    out.mkdir(parents=True, exist_ok=True)
    path = out / zip_name(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside in sorted(files):
            entry = zipfile.ZipInfo(inside, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[inside].read_bytes())
    return path


def build_all(out: Path) -> dict[str, Path]:
    """Every zip by the name of its bundle. Raises BundlingError."""
    return {name: build(name, out) for name in BUNDLES}


def source_hash(path: Path) -> str:
    """A hash of the names and contents in a zip, whatever the compression made of them."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            content = archive.read(name)
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _sources(bundle: Bundle, root: Path) -> Iterator[tuple[str, Path]]:
    for folder in bundle.folders:
        if not (root / folder).is_dir():
            raise BundlingError(f"{folder} is not there: run this from a whole copy of the repository")
        for parent in PurePosixPath(folder).parents[:-1]:
            marker = root / parent / "__init__.py"
            if marker.is_file():
                yield f"{parent}/__init__.py", marker
        for file in (root / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".pyc":
                yield file.relative_to(root).as_posix(), file


def _packages(lock: Path) -> Iterator[tuple[str, Path]]:
    for name, version in _locked(lock):
        if name not in IN_RUNTIME:
            yield from _package(name, version, lock)


def _locked(lock: Path) -> list[tuple[str, str]]:
    if not lock.is_file():
        raise BundlingError(f"{lock} is not there: `make lock` writes it")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return [(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pins]


def _package(name: str, version: str, lock: Path) -> Iterator[tuple[str, Path]]:
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError as error:
        raise BundlingError(f"{name} is not installed: install {lock.name} into this environment") from error
    if distribution.version != version:
        raise BundlingError(
            f"{name} is {distribution.version} here, {lock.name} says {version}: install {lock.name}"
        )
    for file in distribution.files or ():
        inside = file.as_posix()
        if inside.endswith(_NATIVE):
            raise BundlingError(
                f"{name} is not pure Python ({inside}): a Lambda zip must run on any processor"
            )
        if _belongs_in_zip(inside):
            yield inside, Path(str(file.locate()))


def _belongs_in_zip(inside: str) -> bool:
    """Not scripts, caches or the installer's records, which differ from machine to machine."""
    if inside.startswith("../") or "__pycache__" in inside:
        return False
    return ".dist-info/" not in inside or inside.endswith("/METADATA")


def main() -> None:
    """Builds every bundle."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.bundling", description="Build the Lambda zips from source."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the zips into")
    out = parser.parse_args().out
    for path in build_all(out).values():
        print(f"{path} {path.stat().st_size:,} bytes, source {source_hash(path)[:12]}")


if __name__ == "__main__":
    main()
