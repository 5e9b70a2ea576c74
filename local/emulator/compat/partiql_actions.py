"""A PartiQL statement is allowed as what it does: AWS has no right to ExecuteStatement.

Unpatched, an emulator that checks rights (AUTH=true) asks for the name of the operation, which is no right.
"""

import json
import re
from typing import Any

from ministack.core import iam_actions

OPERATIONS = frozenset({"ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"})
_NAME = r'"?([A-Za-z0-9_.-]+)"?'
ACTIONS = {
    "dynamodb:PartiQLInsert": re.compile(rf"\s*INSERT\s+INTO\s+{_NAME}", re.IGNORECASE),
    "dynamodb:PartiQLUpdate": re.compile(rf"\s*UPDATE\s+{_NAME}", re.IGNORECASE),
    "dynamodb:PartiQLDelete": re.compile(rf"\s*DELETE\s+FROM\s+{_NAME}", re.IGNORECASE),
    "dynamodb:PartiQLSelect": re.compile(rf"\s*SELECT\s.*?\sFROM\s+{_NAME}", re.IGNORECASE | re.DOTALL),
}
Check = tuple[str, str]


def apply() -> None:
    """Check every statement by itself, on its table, as the items of a transaction are."""
    original = iam_actions.dynamodb_transaction_checks

    def checks(action: str, body: bytes, region: str, account_id: str) -> list[Check]:
        operation = action.rpartition(":")[2]
        if operation not in OPERATIONS:
            found: list[Check] = original(action, body, region, account_id)
            return found
        statements = [_check(text, region, account_id) for text in _statements(operation, body)]
        # One that cannot be read is left to the check that no policy passes.
        return [each for each in statements if each is not None] if all(statements) else []

    iam_actions.dynamodb_transaction_checks = checks


def _statements(operation: str, body: bytes) -> list[str]:
    request: dict[str, Any] = json.loads(body or b"{}")
    if operation == "ExecuteStatement":
        return [str(request.get("Statement", ""))]
    name = "Statements" if operation == "BatchExecuteStatement" else "TransactStatements"
    return [str(each.get("Statement", "")) for each in request.get(name, [])]


def _check(text: str, region: str, account_id: str) -> Check | None:
    for action, pattern in ACTIONS.items():
        if found := pattern.match(text):
            arn: str = iam_actions._dynamodb_table_arn(found.group(1), region, account_id)
            return action, arn
    return None
