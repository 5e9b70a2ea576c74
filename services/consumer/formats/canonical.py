"""The canonical event: strict JSON in, a core FlightEvent out."""

import unicodedata
from functools import lru_cache
from typing import Annotated, Any, Final

import msgspec

from services.core.clock import Instant, parse_instant
from services.core.errors import InvalidEvent
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey

SPEC_VERSION: Final = "1.0"
SCHEMA_VERSION: Final = 1

SHARED_BYTES: Final = 1_024
"""A longer statement of provenance is read for its event alone, so that those kept stay small."""

TEXT_LIMIT: Final = 200
"""Characters of an id or a name."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_LIMIT)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


def _nothing_said() -> msgspec.Raw:
    return msgspec.Raw(b"{}")


class CanonicalEvent(msgspec.Struct, rename="camel", frozen=True, kw_only=True):
    """The envelope on the wire. Fields that are not known here are ignored: changes are additive."""

    spec_version: str
    schema_version: int
    event_id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    event_type: Text
    source: Text
    source_authority: str
    flight_key: str
    occurred_at: str
    published_at: str
    correlation_id: Text
    data: dict[str, Any]
    flight_seq: Count | None = None
    causation_id: Text | None = None
    # Read later; a default by a function, since a value of this type has no schema.
    provenance: Annotated[msgspec.Raw, msgspec.Meta(extra_json_schema={"type": "object", "default": {}})] = (
        msgspec.field(default_factory=_nothing_said)
    )


class _Versions(msgspec.Struct, rename="camel"):
    spec_version: Any = None
    schema_version: Any = None


_DECODER = msgspec.json.Decoder(CanonicalEvent)
_PROVENANCE = msgspec.json.Decoder(dict[str, Any])
_AUTHORITIES: Final = dict(Authority.__members__)
NOT_DECODED: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def decode_canonical(value: bytes, traceparent: str | None = None) -> FlightEvent:
    """Raises InvalidEvent: decode, schema, unknown_schema_version, unknown_type or invalid_flight_key."""
    try:
        body = _DECODER.decode(value)
        provenance = _provenance_of(body.provenance)
    except NOT_DECODED as error:
        raise _reason(value, error) from error
    _check_versions(body)
    return FlightEvent(
        body.event_id,
        body.event_type,
        text_of("source", body.source),
        _authority(body.source_authority),
        flight_key_of(body.flight_key),
        body.flight_seq,
        instant_of("occurredAt", body.occurred_at),
        instant_of("publishedAt", body.published_at),
        text_of("correlationId", body.correlation_id),
        facts_of(body.event_type, body.data),
        body.causation_id and text_of("causationId", body.causation_id),
        traceparent,
        provenance,
    )


def _provenance_of(raw: msgspec.Raw) -> dict[str, Any]:
    """A feed says the same of most of its events, many of which wait in memory at a time: they share it."""
    text = bytes(raw)
    try:
        return _shared(text) if len(text) <= SHARED_BYTES else _PROVENANCE.decode(text)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"provenance: {error}") from error


@lru_cache(maxsize=256)
def _shared(text: bytes) -> dict[str, Any]:
    return _PROVENANCE.decode(text)


def flight_key_of(text: str) -> FlightKey:
    """Raises InvalidEvent `invalid_flight_key`: the key goes into table keys, so its form matters."""
    try:
        return FlightKey.parse(text)
    except ValueError as error:
        raise InvalidEvent("invalid_flight_key", str(error)) from error


def text_of(field: str, text: str) -> str:
    """In Unicode's form C, so that one name is one name. Raises InvalidEvent `schema` for what is unseen.

    Control characters, line ends and changes of direction have no place in an id: people read it in logs.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        raise InvalidEvent("schema", f"{field} {text!r} holds characters that cannot be seen; right is text")
    return text


def instant_of(field: str, text: str) -> Instant:
    """Raises InvalidEvent `schema` for a time without a zone or off the calendar."""
    try:
        return parse_instant(text)
    except ValueError as error:
        raise InvalidEvent("schema", f"{field}: {error}") from error


def _reason(value: bytes, error: Exception) -> InvalidEvent:
    """Not JSON, a version that is not ours, or a field that is wrong: in this order."""
    try:
        whole = msgspec.json.decode(value)
    except NOT_DECODED as problem:
        return InvalidEvent("decode", f"not JSON: {problem}")
    if not isinstance(whole, dict):
        return InvalidEvent("schema", f"a JSON object is expected, not {type(whole).__name__}")
    # A newer producer may have changed the field; then its version is the thing to report.
    _check_versions(msgspec.convert(whole, _Versions))
    return InvalidEvent("schema", str(error))


def _check_versions(body: CanonicalEvent | _Versions) -> None:
    if body.spec_version != SPEC_VERSION:
        raise InvalidEvent("schema", f"specVersion {body.spec_version!r}; right is {SPEC_VERSION!r}")
    # `is`-strict on purpose: true equals 1 in Python and is no version.
    if type(body.schema_version) is not int or body.schema_version != SCHEMA_VERSION:
        raise InvalidEvent(
            "unknown_schema_version",
            f"schemaVersion {body.schema_version!r}; this release reads {SCHEMA_VERSION}",
        )


def _authority(name: str) -> Authority:
    try:
        return _AUTHORITIES[name]
    except KeyError as error:
        known = ", ".join(Authority.__members__)
        raise InvalidEvent("schema", f"sourceAuthority {name!r}; known are {known}") from error
