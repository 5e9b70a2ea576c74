"""A collector in the test: takes OTLP over HTTP in protobuf, and keeps the spans it was sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span as ProtoSpan

PROTOBUF = "application/x-protobuf"


@dataclass(frozen=True)
class Seen:
    """One span as it arrived; ids in hexadecimal, `parent` and `error` empty where there is none."""

    service: str
    trace: str
    span: str
    parent: str
    name: str
    kind: str
    attributes: Mapping[str, Any]
    links: tuple[tuple[str, str], ...]
    failed: bool
    nanoseconds: int
    raw: bytes


class Collector:
    """Answers with `status`, after `delay_seconds`."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.status = 200
        self.delay_seconds = 0.0
        self.headers: list[Mapping[str, str]] = []
        self._bodies: list[bytes] = []
        self._server = ThreadingHTTPServer((host, 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def endpoint(self) -> str:
        """The base URL that OTEL_EXPORTER_OTLP_ENDPOINT takes."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def take(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep one request; the names of its headers are in lower case."""
        self.headers.append(headers)
        self._bodies.append(body)

    def spans(self) -> list[Seen]:
        """All spans of all requests that were answered well."""
        return [span for body in list(self._bodies) for span in _spans(body)]

    def wait_until(self, seconds: float, complete: Callable[[Sequence[Seen]], bool]) -> list[Seen]:
        """The spans, once they are complete. Fails with the names that came instead."""
        end = time.monotonic() + seconds
        while True:
            spans = self.spans()
            if complete(spans):
                return spans
            assert time.monotonic() < end, f"incomplete: {sorted({span.name for span in spans})}"
            time.sleep(0.1)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def collecting(host: str = "127.0.0.1") -> Iterator[Collector]:
    """A collector that answers until the end, on this address of the machine."""
    collector = Collector(host)
    collector.start()
    try:
        yield collector
    finally:
        collector.stop()


def _handler(collector: Collector) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(collector.delay_seconds)
            right = self.path == "/v1/traces" and self.headers["Content-Type"] == PROTOBUF
            status = collector.status if right else 400
            if status == 200:
                collector.take(body, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler


def _spans(body: bytes) -> Iterator[Seen]:
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = _values(resource.resource.attributes)["service.name"]
        for scope in resource.scope_spans:
            yield from (_seen(service, span) for span in scope.spans)


def _seen(service: str, span: ProtoSpan) -> Seen:
    return Seen(
        service=service,
        trace=span.trace_id.hex(),
        span=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        name=span.name,
        kind=ProtoSpan.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_"),
        attributes=_values(span.attributes),
        links=tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
        failed=span.status.code == span.status.STATUS_CODE_ERROR,
        nanoseconds=span.end_time_unix_nano - span.start_time_unix_nano,
        raw=span.SerializeToString(),
    )


def _values(attributes: Iterable[KeyValue]) -> dict[str, Any]:
    return {pair.key: getattr(pair.value, str(pair.value.WhichOneof("value"))) for pair in attributes}
