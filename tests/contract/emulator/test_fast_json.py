"""What a table is given comes back as it was, whatever reads and writes the JSON."""

import http.client
import json
import uuid

from local.emulator.emulator import Emulator
from tests.contract.emulator.test_speed_patches import TABLE

ODD_TEXTS = ["", '\u0000\t\n"\\/', "é 東京 \U0001f6eb", "\u2028", "NaN", "1e400"]
DIGITS = "12345678901234567890123456789012345678"


def test_every_text_and_number_comes_back_as_it_was(emulator: Emulator) -> None:
    dynamodb, table = emulator.client("dynamodb"), f"t-{uuid.uuid4().hex}"
    dynamodb.create_table(TableName=table, **TABLE)
    values = {"L": [*({"S": text} for text in ODD_TEXTS), {"N": DIGITS}, {"NULL": True}, {"BOOL": False}]}
    item = {"PK": {"S": "P"}, "SK": {"S": "1"}, "é": values, "bytes": {"B": bytes(range(256))}}

    dynamodb.put_item(TableName=table, Item=item)

    key = {"PK": item["PK"], "SK": item["SK"]}
    assert dynamodb.get_item(TableName=table, Key=key)["Item"] == item


def test_a_body_that_is_no_json_is_refused_as_such(emulator: Emulator) -> None:
    assert post(emulator, '{"TableName": ') == (400, "SerializationException")


def post(emulator: Emulator, body: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port, timeout=10)
    headers = {"X-Amz-Target": "DynamoDB_20120810.GetItem", "Content-Type": "application/x-amz-json-1.0"}
    try:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())["__type"].rpartition("#")[2]
    finally:
        connection.close()
