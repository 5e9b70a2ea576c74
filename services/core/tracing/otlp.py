"""Spans as OTLP's ExportTraceServiceRequest in protobuf, written by hand.

Field numbers: opentelemetry-proto v1 (trace.proto, common.proto, resource.proto). Wire format: "Encoding" in
the documentation of Protocol Buffers. A test reads the bytes back with the published classes.
"""

import struct
from collections.abc import Mapping, Sequence
from typing import Final

from services.core.tracing.context import SpanContext
from services.core.tracing.messaging import SCOPE
from services.core.tracing.port import Value
from services.core.tracing.recorder import Recorded

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_STATUS_ERROR: Final = 2


def export_request(spans: Sequence[Recorded], resource: Mapping[str, Value]) -> bytes:
    """The body of a POST to a collector's /v1/traces."""
    scope_spans = _message(1, _text(1, SCOPE)) + b"".join(_message(2, _span(span)) for span in spans)
    resource_spans = _message(1, _attributes(1, resource)) + _message(2, scope_spans)
    return _message(1, resource_spans)


def _span(span: Recorded) -> bytes:
    body = _message(1, _trace_id(span.context)) + _message(2, _span_id(span.context))
    if span.parent is not None:
        body += _message(4, _span_id(span.parent))
    body += _text(5, span.name) + _number(6, span.kind)
    body += _fixed64(7, span.began) + _fixed64(8, span.ended or span.began)
    body += _attributes(9, span.attributes)
    body += b"".join(_message(13, _link(link)) for link in span.links)
    if span.error is not None:
        body += _message(15, _number(3, _STATUS_ERROR))
    return body + _flags(16, span.context)


def _link(context: SpanContext) -> bytes:
    return _message(1, _trace_id(context)) + _message(2, _span_id(context)) + _flags(6, context)


def _flags(field: int, context: SpanContext) -> bytes:
    return _tag(field, _FIXED32) + struct.pack("<I", int(context.sampled))


def _trace_id(context: SpanContext) -> bytes:
    return context.trace_id.to_bytes(16, "big")


def _span_id(context: SpanContext) -> bytes:
    return context.span_id.to_bytes(8, "big")


def _attributes(field: int, values: Mapping[str, Value]) -> bytes:
    return b"".join(
        _message(field, _text(1, name) + _message(2, _any(value))) for name, value in values.items()
    )


def _any(value: Value) -> bytes:
    if isinstance(value, bool):  # before int, which it is too
        return _number(2, value)
    if isinstance(value, int):
        return _number(3, value)
    if isinstance(value, float):
        return _tag(4, _FIXED64) + struct.pack("<d", value)
    return _text(1, value)


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode("utf-8", "replace"))


def _message(field: int, body: bytes) -> bytes:
    return _tag(field, _BYTES) + _varint(len(body)) + body


def _number(field: int, value: int) -> bytes:
    return _tag(field, _VARINT) + _varint(value)


def _fixed64(field: int, value: int) -> bytes:
    return _tag(field, _FIXED64) + struct.pack("<Q", value)


def _tag(field: int, wire_type: int) -> bytes:
    return _varint(field << 3 | wire_type)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative number as its 64-bit complement."""
    left, out = value & 0xFFFF_FFFF_FFFF_FFFF, bytearray()
    while left > 0x7F:
        out.append(left & 0x7F | 0x80)
        left >>= 7
    out.append(left)
    return bytes(out)
