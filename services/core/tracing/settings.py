"""OpenTelemetry's standard settings, as far as they are kept here; without an endpoint there is no tracing.

Names and defaults: OpenTelemetry specification, "Environment Variable Specification" and "OTLP Exporter
Configuration". A wrong value is an error at the start instead of a silent default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from services.core.errors import BadTelemetrySetting

_PATH: Final = "/v1/traces"
_PROTOCOL: Final = "http/protobuf"
_SAMPLERS: Final = ("always_on", "always_off", "traceidratio")
SAMPLERS: Final = (*_SAMPLERS, *(f"parentbased_{name}" for name in _SAMPLERS))
DEFAULT_SAMPLER: Final = "parentbased_always_on"


@dataclass(frozen=True, slots=True)
class TracingSettings:
    """Where spans go (`url`), under which name, and which traces are kept.

    `headers` may hold a key of the collector. `resource` describes the process beside its name.
    """

    url: str
    service: str
    sampler: str = DEFAULT_SAMPLER
    ratio: float = 1.0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    resource: Mapping[str, str] = field(default_factory=dict)
    timeout_seconds: float = 10.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], service: str) -> "TracingSettings | None":
        """None when no endpoint is set, or the SDK is switched off. Raises BadTelemetrySetting."""
        if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
            return None
        url = _url(environment)
        if url is None:
            return None
        protocol = _for_traces(environment, "PROTOCOL") or _PROTOCOL
        if protocol != _PROTOCOL:
            raise BadTelemetrySetting(f"OTEL_EXPORTER_OTLP_PROTOCOL is {protocol!r}; it must be {_PROTOCOL}")
        resource = _pairs(environment, "OTEL_RESOURCE_ATTRIBUTES")
        named = environment.get("OTEL_SERVICE_NAME") or resource.pop("service.name", None) or service
        return cls(
            url=url,
            service=named,
            sampler=_sampler(environment),
            ratio=_ratio(environment),
            headers=_pairs(environment, "OTEL_EXPORTER_OTLP_HEADERS")
            | _pairs(environment, "OTEL_EXPORTER_OTLP_TRACES_HEADERS"),
            resource=resource,
            timeout_seconds=_milliseconds(_for_traces(environment, "TIMEOUT") or "10000") / 1000,
        )


def _for_traces(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(f"OTEL_EXPORTER_OTLP_TRACES_{name}") or environment.get(
        f"OTEL_EXPORTER_OTLP_{name}"
    )


def _url(environment: Mapping[str, str]) -> str | None:
    """The traces endpoint is taken as it is; the common one is a base, to which the path is added."""
    own = environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    base = environment.get("OTEL_EXPORTER_OTLP_ENDPOINT")
    url = own or (base.rstrip("/") + _PATH if base else None)
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise BadTelemetrySetting(
            f"OTEL_EXPORTER_OTLP_ENDPOINT is {own or base!r}; it must be a URL such as http://127.0.0.1:4318"
        )
    return url


def _sampler(environment: Mapping[str, str]) -> str:
    name = environment.get("OTEL_TRACES_SAMPLER") or DEFAULT_SAMPLER
    if name not in SAMPLERS:
        raise BadTelemetrySetting(f"OTEL_TRACES_SAMPLER is {name!r}; it must be one of {', '.join(SAMPLERS)}")
    return name


def _ratio(environment: Mapping[str, str]) -> float:
    text = environment.get("OTEL_TRACES_SAMPLER_ARG") or "1"
    try:
        ratio = float(text)
    except ValueError:
        ratio = -1.0
    if not 0 <= ratio <= 1:
        raise BadTelemetrySetting(f"OTEL_TRACES_SAMPLER_ARG is {text!r}; it must be a number from 0 to 1")
    return ratio


def _milliseconds(text: str) -> float:
    if not text.isdecimal() or int(text) == 0:
        raise BadTelemetrySetting(
            f"OTEL_EXPORTER_OTLP_TIMEOUT is {text!r}; it must be a whole number of milliseconds above 0"
        )
    return float(text)


def _pairs(environment: Mapping[str, str], name: str) -> dict[str, str]:
    """`key=value,key=value`, percent-encoded, as W3C Baggage has it. The values are never quoted."""
    pairs = {}
    for part in filter(None, (environment.get(name) or "").split(",")):
        key, equals, value = part.partition("=")
        if not equals or not key.strip():
            raise BadTelemetrySetting(f"{name} must be key=value pairs with commas between them")
        pairs[key.strip()] = unquote(value.strip())
    return pairs
