"""A record of the table's stream is forgotten when its one reader has handled it, and no sooner."""

import io
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.emulator.emulator import Emulator
from tests.contract.emulator.test_speed_patches import ROLE
from tests.contract.emulator.test_statements import INSERT, N, S, Statements


@pytest.fixture
def statements(tmp_path: Path) -> Iterator[tuple[Emulator, Statements]]:
    """A table in an emulator as the demo starts it."""
    with Emulator.start(tmp_path, extra_env={"FLIGHTPULSE_EMULATOR_FORGETS": "1"}) as emulator:
        yield emulator, Statements(emulator)


def _code(body: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("reader.py", f"def handle(event, context):\n    {body}\n")
    return content.getvalue()


def test_it_stays_until_the_function_has_it(statements: tuple[Emulator, Statements]) -> None:
    emulator, table = statements
    rows = [[S("P"), S(str(number)), N(number), S("a")] for number in range(3)]
    assert table.run(INSERT, *rows) == ["", "", ""]
    assert len(table.told()) == 3, "nobody has handled them yet"

    functions, name = emulator.client("lambda"), f"f-{uuid.uuid4().hex}"
    functions.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=ROLE,
        Handler="reader.handle",
        Code={"ZipFile": _code("return {}")},
    )
    [stream] = emulator.client("dynamodbstreams").list_streams(TableName=table.table)["Streams"]
    functions.create_event_source_mapping(
        FunctionName=name, EventSourceArn=stream["StreamArn"], StartingPosition="TRIM_HORIZON"
    )
    deadline = time.monotonic() + 30
    number = 3
    # The next look of the reader is what says that it has handled the last one.
    while len(table.told()) > 1:
        assert time.monotonic() < deadline, table.told()
        table.run(INSERT, [S("P"), S(str(number)), N(number), S("a")])
        number += 1
        time.sleep(0.5)
    assert number > 3
