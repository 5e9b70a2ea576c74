"""cfn-lint on the templates that no snapshot shows: what would go to production."""

import json
from pathlib import Path
from typing import Any

from infra.check import lint
from infra.naming import DATA_STACK
from tests.infra.template_view import View


def test_the_production_templates_are_clean(prod: View, around: View, tmp_path: Path) -> None:
    templates = {**prod.templates, **around.templates}
    files = [_write(tmp_path / f"{stack}.json", template) for stack, template in templates.items()]
    assert lint(files) == ""


def test_the_linter_would_see_a_mistake(prod: View, tmp_path: Path) -> None:
    broken = json.loads(json.dumps(prod.templates[DATA_STACK]))
    broken["Resources"]["Bad"] = {"Type": "AWS::SQS::Queue", "Properties": {"Colour": "red"}}
    assert "Colour" in lint([_write(tmp_path / "broken.json", broken)])


def _write(path: Path, template: dict[str, Any]) -> Path:
    path.write_text(json.dumps(template), encoding="utf-8")
    return path
