"""Everywhere that personal data could leak to, as text to search, and how something is put there.

Each place can be read again and again. A place is planted in through the door that its own data comes by.
"""

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from confluent_kafka import Producer

from flightpulse.demo.services import DEAD_LETTER_TOPIC, RAW_TOPIC, TOPIC
from local.report.topic_reader import read_topic
from local.runtime.ports import LOOPBACK
from services.core.awsio.marshal import to_item
from services.core.tracing.functions import function_tracer
from services.core.tracing.port import Kind
from services.core.tracing.settings import TracingSettings
from tests.fakes.collector import Collector, Seen
from tests.integration.replay_rig import Replay

KEYS = ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK")
MODEL = "stand-in.personal-data"
PERSONAL = {
    "contact": {"address", "firstName"},
    "passenger": {"firstName", "lastName"},
    "notification": {"subject", "body"},
    "told": {"pending"},
}
"""By type of item: the attributes that are there to hold a person's data, or a text addressed to one."""


@dataclass(frozen=True)
class Surface:
    """`read` gives all the text there is; `plant` puts this text there."""

    read: Callable[[], Iterable[str]]
    plant: Callable[[str], None]


def found(texts: Iterable[str], needles: Collection[str]) -> set[str]:
    """Which of these occur, as words of their own (an address or a number: anywhere)."""
    words = {needle for needle in needles if needle.isalpha() or " " in needle}
    one_of = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words)) or "(?!)")
    hits: set[str] = set()
    for text in texts:
        hits |= set(one_of.findall(text))
        hits |= {needle for needle in needles if needle not in words and needle in text}
    return hits


def surfaces(replay: Replay, bus_queue: str, collector: Collector) -> dict[str, Surface]:
    """All of them by name; `bus_queue` is a queue that gets every bus event, `collector` every span."""
    client = replay.platform.deployment.client
    outputs = replay.platform.deployment.outputs
    sqs, bus = client("sqs"), _Queue(client("sqs"), bus_queue)
    return {
        "prompts": Surface(lambda: _prompts(replay), lambda text: _converse(replay, text)),
        "service logs": Surface(lambda: _log_files(replay), lambda text: _append(replay, text)),
        "log groups": Surface(
            lambda: _log_lines(client("logs")),
            lambda text: _log(client("logs"), _messenger_group(replay), text),
        ),
        "table keys": Surface(
            lambda: (str(item[name]) for item in replay.items() for name in KEYS if name in item),
            lambda text: _put(replay, {"PK": f"XXX#{text}", "SK": "META", "type": "canary"}),
        ),
        "items without the fields for persons": Surface(
            lambda: map(_impersonal, replay.items()),
            lambda text: _put(replay, {"PK": "XXX#1", "SK": "META", "type": "flight", "reason": text}),
        ),
        "bus": Surface(
            bus.read,
            lambda text: client("events").put_events(
                Entries=[
                    {
                        "Source": "flightpulse.consumer",
                        "DetailType": "canary",
                        "Detail": json.dumps({"text": text}, ensure_ascii=False),
                        "EventBusName": outputs["BusName"],
                    }
                ]
            ),
        ),
        "queues": Surface(
            lambda: _all_queues(sqs, bus_queue),
            lambda text: sqs.send_message(QueueUrl=outputs["RulesDeadLetterQueueUrl"], MessageBody=text),
        ),
        "topics": Surface(lambda: _topics(replay), lambda text: _produce(replay, text)),
        "spans": Surface(
            lambda: map(_spoken, collector.spans()),
            lambda text: _trace(collector, text),
        ),
        "metrics": Surface(lambda: _metrics(replay), lambda _text: None),
        "execution histories": Surface(lambda: _histories(replay), lambda text: _execute(replay, text)),
    }


class _Queue:
    """A queue that can be read more than once: what was taken out is kept here."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url
        self._kept: list[str] = []

    def read(self) -> list[str]:
        while messages := self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in messages:
                self._kept.append(message["Body"])
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return self._kept


def _all_queues(sqs: Any, but: str) -> Iterator[str]:
    for url in sqs.list_queues().get("QueueUrls", ()):
        if url != but:
            yield url
            yield from _Queue(sqs, url).read()


def _prompts(replay: Replay) -> Iterator[str]:
    return (
        json.dumps(json.loads(one["body"]), ensure_ascii=False) for one in replay.platform.bedrock.requests()
    )


def _converse(replay: Replay, text: str) -> None:
    body = {"messages": [{"role": "user", "content": [{"text": text}]}]}
    # It keeps what it refuses, too.
    httpx.post(f"{replay.platform.bedrock.endpoint}/model/{MODEL}/converse", json=body, timeout=10)


def _log_files(replay: Replay) -> Iterator[str]:
    """Of the services, and of the stand-ins: a Lambda's output may end in the embedded AWS's own."""
    for path in sorted(replay.folder.rglob("*.log")):
        yield f"{path.name}\n{path.read_text(errors='replace')}"


def _append(replay: Replay, text: str) -> None:
    with next(replay.folder.rglob("services.api.log")).open("a") as log:
        log.write(json.dumps({"message": text}, ensure_ascii=False) + "\n")


def _log_lines(logs: Any) -> Iterator[str]:
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            lines = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
            yield group["logGroupName"]
            yield from (line["message"] for found_ in lines for line in found_["events"])


def _messenger_group(replay: Replay) -> str:
    outputs = replay.platform.deployment.outputs
    function = replay.platform.deployment.client("lambda").get_function_configuration(
        FunctionName=outputs["MessengerFunctionName"]
    )
    configured: str = function.get("LoggingConfig", {}).get("LogGroup", outputs["FailuresLogGroup"])
    return configured


def _log(logs: Any, group: str, text: str) -> None:
    logs.create_log_stream(logGroupName=group, logStreamName="canary")
    logs.put_log_events(
        logGroupName=group,
        logStreamName="canary",
        logEvents=[{"timestamp": int(time.time() * 1000), "message": text}],
    )


def _impersonal(item: dict[str, Any]) -> str:
    spared = PERSONAL.get(str(item.get("type")), set())
    return json.dumps(
        {name: value for name, value in item.items() if name not in spared}, default=str, ensure_ascii=False
    )


def _put(replay: Replay, item: dict[str, object]) -> None:
    deployment = replay.platform.deployment
    deployment.client("dynamodb").put_item(TableName=deployment.table, Item=to_item(item))


def _topics(replay: Replay) -> Iterator[str]:
    for topic in (TOPIC, RAW_TOPIC, DEAD_LETTER_TOPIC):
        for record in read_topic(replay.platform.bootstrap, topic):
            parts = (record.key, record.value, *record.headers.values())
            yield " ".join((part or b"").decode("utf-8", "replace") for part in parts)


def _produce(replay: Replay, text: str) -> None:
    producer = Producer({"bootstrap.servers": replay.platform.bootstrap})
    producer.produce(RAW_TOPIC, text.encode())
    producer.flush(10)


def _spoken(span: Seen) -> str:
    return json.dumps([span.name, span.attributes], ensure_ascii=False)


def _trace(collector: Collector, text: str) -> None:
    tracer = function_tracer(TracingSettings(f"{collector.endpoint}/v1/traces", "canary"))
    tracer.start("canary", Kind.INTERNAL, {"text": text}, parent=None).end()
    tracer.flush(5)


def _metrics(replay: Replay) -> Iterator[str]:
    for _, port in replay.services.started:
        answer = httpx.get(f"http://{LOOPBACK}:{port}/metrics", timeout=5)
        if answer.is_success:  # the API has none
            yield answer.text


def _histories(replay: Replay) -> Iterator[str]:
    step_functions = replay.platform.deployment.client("stepfunctions")
    for machine in replay.platform.deployment.machines:
        for page in step_functions.get_paginator("list_executions").paginate(stateMachineArn=machine):
            for execution in page["executions"]:
                arn = execution["executionArn"]
                yield _text(step_functions.describe_execution(executionArn=arn))
                history = step_functions.get_paginator("get_execution_history")
                yield from (_text(events) for events in history.paginate(executionArn=arn))


def _text(answer: dict[str, Any]) -> str:
    """Unpacked, so that a name is found under one layer of escapes as well."""
    return json.dumps(answer, default=str, ensure_ascii=False).replace('\\"', '"')


def _execute(replay: Replay, text: str) -> None:
    deployment = replay.platform.deployment
    deployment.client("stepfunctions").start_execution(
        stateMachineArn=deployment.machines[0], input=json.dumps({"canary": text}, ensure_ascii=False)
    )
