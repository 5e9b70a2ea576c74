"""OpenTelemetry's own variables: off without an endpoint, refused when wrong."""

import pytest

from services.core.errors import BadTelemetrySetting
from services.core.tracing.settings import TracingSettings

ENDPOINT = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}


def settings(**more: str) -> TracingSettings:
    """With an endpoint."""
    found = TracingSettings.from_environment(ENDPOINT | more, "flightpulse-consumer")
    assert found is not None
    return found


@pytest.mark.parametrize("environment", [{}, ENDPOINT | {"OTEL_SDK_DISABLED": "true"}])
def test_without_an_endpoint_or_switched_off_there_is_no_tracing(environment: dict[str, str]) -> None:
    assert TracingSettings.from_environment(environment, "flightpulse-consumer") is None


def test_the_defaults_are_those_of_the_specification() -> None:
    assert settings() == TracingSettings("http://127.0.0.1:4318/v1/traces", "flightpulse-consumer")


def test_the_traces_endpoint_is_taken_as_it_is() -> None:
    own = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://collector.example/in"}
    assert settings(**own).url == "https://collector.example/in"


def test_names_headers_and_resource() -> None:
    found = settings(
        OTEL_SERVICE_NAME="other",
        OTEL_RESOURCE_ATTRIBUTES="service.name=unused,deployment.environment.name=a%20b",
        OTEL_EXPORTER_OTLP_HEADERS="x-key=one,x-more=1",
        OTEL_EXPORTER_OTLP_TRACES_HEADERS="x-key=two",
        OTEL_EXPORTER_OTLP_TIMEOUT="2500",
    )
    assert found.service == "other"
    assert found.resource["deployment.environment.name"] == "a b"
    assert found.headers == {"x-key": "two", "x-more": "1"}
    assert found.timeout_seconds == 2.5


def test_a_key_of_the_collector_is_not_shown() -> None:
    assert "secret" not in repr(settings(OTEL_EXPORTER_OTLP_HEADERS="x-key=secret"))


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318", "a URL such as http://"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "file:///etc/passwd", "a URL such as http://"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "http/protobuf"),
        ("OTEL_TRACES_SAMPLER", "sometimes", "parentbased_always_on"),
        ("OTEL_TRACES_SAMPLER_ARG", "2", "from 0 to 1"),
        ("OTEL_TRACES_SAMPLER_ARG", "few", "from 0 to 1"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "0", "milliseconds"),
        ("OTEL_RESOURCE_ATTRIBUTES", "a", "key=value"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(name: str, value: str, right: str) -> None:
    with pytest.raises(BadTelemetrySetting, match=f"{name}.*{right}"):
        settings(**{name: value})
