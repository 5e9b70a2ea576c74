"""The stand-in's process: conditional writes as in the benchmark, with faults, and every entry remembered."""

import asyncio
from typing import Any

import msgspec

from tests.bench.stand_in.http import Connection
from tests.bench.stand_in.service import Service
from tests.integration.containers.group.faults import HANG_SECONDS, Fate, Faults, refusal

FAULTS = b"faults "


class FaultyService(Service):
    """DynamoDB and EventBridge, as bad as they are told to be."""

    def __init__(self) -> None:
        super().__init__()
        self.faults = Faults()
        self.published: list[tuple[str, str]] = []
        self.rows: list[tuple[str, str]] = []
        self.questions = {
            **self.questions,
            b"sizes": self.sizes,
            b"seen": self.seen,
            b"requests": lambda: self.requests,
            b"struck": lambda: self.faults.struck,
        }

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Orders come without a target."""
        if body.startswith(FAULTS) and "x-amz-target" not in headers:
            self.faults.become(body.removeprefix(FAULTS))
            return 200, b"{}"
        return super().answer(headers, body)

    def sizes(self) -> tuple[int, int, int]:
        """How many entries the bus took, writes of flights and rows of history there are so far."""
        return len(self.published), len(self.writes), len(self.rows)

    def seen(self) -> dict[str, Any]:
        """All of these, each in its order: rows as keys, writes as items, entries as type and detail."""
        return {"rows": self.rows, "writes": [item for item, _ in self.writes], "entries": self.published}

    def _operate(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if operation != "PutEvents":
            answer = super()._operate(operation, request)
            if operation == "BatchWriteItem":
                self._note_rows(request)
            return answer
        answers: list[dict[str, str]] = []
        for entry in request["Entries"]:
            if self.faults.refuses_entry():
                answers.append({"ErrorCode": "ThrottlingException", "ErrorMessage": "slower"})
            else:
                self.published.append((entry["DetailType"], entry["Detail"]))
                answers.append({"EventId": "stand-in"})
        failed = sum("ErrorCode" in answer for answer in answers)
        return {"FailedEntryCount": failed, "Entries": answers}

    def _note_rows(self, request: dict[str, Any]) -> None:
        for puts in request["RequestItems"].values():
            items = (put["PutRequest"]["Item"] for put in puts)
            self.rows += [(one["PK"]["S"], one["SK"]["S"]) for one in items if "EVT#" in one["SK"]["S"]]


class FaultyConnection(Connection):
    """Answers late, wrongly or not at all."""

    def __init__(self, service: FaultyService) -> None:
        super().__init__(self._fated)
        self._service = service
        self._fate = Fate()

    def on_message_complete(self) -> None:
        """Decide, and carry out now or later: the client sends nothing else on this connection meanwhile."""
        operation = self._operation()
        self._fate = self._service.faults.fate(operation) if operation else Fate()
        seconds = HANG_SECONDS if self._fate.kind == "hang" else self._fate.seconds
        if seconds:
            asyncio.get_running_loop().call_later(seconds, super().on_message_complete)
        else:
            super().on_message_complete()

    def _fated(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        kind = self._fate.kind
        if kind in ("throttle", "error", "deny"):
            status, text = refusal(kind, self._operation())
            return status, msgspec.json.encode(text)
        answer = (500, b"{}") if kind == "down" else self._service.answer(headers, body)
        if kind in ("down", "lose") and self._transport is not None:
            self._transport.abort()
        return answer

    def _operation(self) -> str:
        return self._headers.get("x-amz-target", "").rpartition(".")[2]


async def main() -> None:
    """Serve on a free port of the loopback address."""
    service = FaultyService()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: FaultyConnection(service), "127.0.0.1", 0)
    print(f"port={server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
