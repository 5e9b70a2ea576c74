"""Deploy synthesised stacks to the embedded AWS."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.emulator.clients import local_client
from local.emulator.code import renew_code
from local.emulator.localise import ASSET_BUCKET, Template, localise
from local.emulator.overlay import overlay
from local.emulator.stacks import put_stack

Progress = Callable[[str], None]


class AssetMissing(RuntimeError):
    """A template names a Lambda zip that was not given."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack and its template as CDK synthesised it."""

    name: str
    template: Template

    @classmethod
    def read(cls, file: Path) -> "Stack":
        """Read `<StackName>.json`."""
        return cls(file.stem, json.loads(file.read_text(encoding="utf-8")))


def deploy(
    endpoint: str,
    stacks: Sequence[Stack],
    assets: Mapping[str, Path],
    progress: Progress = print,
) -> dict[str, str]:
    """Deploy the stacks in order and return the outputs of all of them.

    `assets` maps the S3 key in a template to the zip on disk. `progress` is told, line by line, what was
    dropped or changed for the embedded AWS. Raises AssetMissing, NotLocal or DeployFailed.
    """

    def client(service: str) -> Any:
        return local_client(endpoint, service)

    _upload(client("s3"), assets)
    outputs: dict[str, str] = {}
    for stack in stacks:
        template, notes = localise(stack.template)
        _require_assets(template, assets)
        for note in notes:
            progress(f"{stack.name}: {note}")
        outputs |= put_stack(
            client("cloudformation"), stack.name, _template_url(endpoint, client("s3"), stack.name, template)
        )
        for done in overlay(client, stack.name, stack.template):
            progress(f"{stack.name}: {done}")
        for done in renew_code(client, stack.name, template, assets):
            progress(f"{stack.name}: {done}")
    return outputs


def _upload(s3: Any, assets: Mapping[str, Path]) -> None:
    s3.create_bucket(Bucket=ASSET_BUCKET)
    for key, file in assets.items():
        s3.put_object(Bucket=ASSET_BUCKET, Key=key, Body=file.read_bytes())


def _template_url(endpoint: str, s3: Any, name: str, template: Template) -> str:
    # By URL, as AWS takes at most 51,200 bytes of template in the request itself.
    key = f"{name}.template.json"
    s3.put_object(Bucket=ASSET_BUCKET, Key=key, Body=json.dumps(template).encode())
    return f"{endpoint}/{ASSET_BUCKET}/{key}"


def _require_assets(template: Template, assets: Mapping[str, Path]) -> None:
    for name, resource in template.get("Resources", {}).items():
        code = resource.get("Properties", {}).get("Code")
        key = code.get("S3Key") if isinstance(code, dict) else None
        if key is not None and key not in assets:
            given = ", ".join(sorted(assets)) or "none"
            raise AssetMissing(f"{name} needs the zip {key}; given: {given}")
