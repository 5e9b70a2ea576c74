"""Adapt a synthesised template to the embedded AWS, and say what was dropped: pure, nothing goes silently."""

import copy
from typing import Any

from local.emulator.notes import Note, in_lines
from local.emulator.references import references_to, strip_dependencies
from local.emulator.unsupported import INEFFECTIVE_PROPERTIES, OVERLAID_PROPERTIES, why_dropped

Template = dict[str, Any]
ASSET_BUCKET = "flightpulse-assets"
BOOTSTRAP_PARAMETER = "BootstrapVersion"
BOOTSTRAP_RULE = "CheckBootstrapVersion"


class NotLocal(ValueError):
    """The template needs something that the embedded AWS does not have."""


def localise(template: Template) -> tuple[Template, list[str]]:
    """A copy that the embedded AWS can deploy, with a line for each reason to drop or change something.

    Raises NotLocal when what is kept refers to a resource that had to be dropped.
    """
    local = copy.deepcopy(template)
    notes = [
        *_drop_resources(local),
        *_drop_properties(local),
        *_drop_bootstrap_check(local),
        *_read_code_from_local_bucket(local),
    ]
    return local, in_lines(notes)


def _drop_resources(template: Template) -> list[Note]:
    resources: dict[str, dict[str, Any]] = template.get("Resources", {})
    reasons = {name: reason for name, item in resources.items() if (reason := why_dropped(item)) is not None}
    notes = [Note(resources[name]["Type"], f"dropped, {reason}", name) for name, reason in reasons.items()]
    for name in reasons:
        del resources[name]
    dropped = frozenset(reasons)
    for name, resource in resources.items():
        strip_dependencies(resource, dropped)
        missing = references_to(resource, dropped)
        if missing:
            lost = ", ".join(sorted(missing))
            raise NotLocal(f"{name} refers to {lost}, which the embedded AWS does not have")
    return notes + _drop_outputs(template, dropped)


def _drop_outputs(template: Template, dropped: frozenset[str]) -> list[Note]:
    outputs: dict[str, Any] = template.get("Outputs", {})
    lost = [name for name, output in outputs.items() if references_to(output, dropped)]
    for name in lost:
        del outputs[name]
    return [Note("Outputs", "dropped with the resource it names", name) for name in lost]


def _drop_properties(template: Template) -> list[Note]:
    notes = []
    for name, resource in template.get("Resources", {}).items():
        properties = resource.get("Properties", {})
        for key in sorted(properties):
            kind = (resource["Type"], key)
            if kind in INEFFECTIVE_PROPERTIES:
                notes.append(Note(f"{kind[0]}.{key}", f"dropped, {INEFFECTIVE_PROPERTIES[kind]}", name))
            elif kind in OVERLAID_PROPERTIES:
                notes.append(Note(f"{kind[0]}.{key}", OVERLAID_PROPERTIES[kind], name))
            else:
                continue
            del properties[key]
    return notes


def _drop_bootstrap_check(template: Template) -> list[Note]:
    notes = []
    for section, name in (("Parameters", BOOTSTRAP_PARAMETER), ("Rules", BOOTSTRAP_RULE)):
        if template.get(section, {}).pop(name, None) is not None:
            notes.append(Note(section, "dropped, the embedded AWS is not bootstrapped", name))
        if section in template and not template[section]:
            del template[section]
    return notes


def _read_code_from_local_bucket(template: Template) -> list[Note]:
    notes = []
    for name, resource in template.get("Resources", {}).items():
        code = resource.get("Properties", {}).get("Code")
        if resource["Type"] == "AWS::Lambda::Function" and isinstance(code, dict) and "S3Key" in code:
            code["S3Bucket"] = ASSET_BUCKET
            runtime = resource["Properties"].get("Runtime")
            what = f"{code['S3Key']} run by the emulator's own Python instead of {runtime}"
            notes.append(Note("AWS::Lambda::Function", what, name))
    return notes
