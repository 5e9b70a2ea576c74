"""Both tracers of the port: one contract, read back from what a collector gets."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from services.core.otel.tracer import SdkTracer
from services.core.tracing.context import parse_traceparent
from services.core.tracing.current import current_traceparent, under
from services.core.tracing.functions import function_tracer
from services.core.tracing.off import NoTracer
from services.core.tracing.port import Kind, Tracer, Value
from services.core.tracing.recorder import MOST_SPANS, RecordingTracer
from services.core.tracing.sender import PAUSE_SECONDS, OtlpSender
from services.core.tracing.settings import SAMPLERS, TracingSettings
from tests.fakes.collector import Collector, collecting

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
UNSAMPLED = PARENT[:-1] + "0"
OTHER = "00-11111111111111111111111111111111-2222222222222222-01"

Make = Callable[..., Tracer]


@pytest.fixture
def collector() -> Iterator[Collector]:
    """One that answers."""
    with collecting() as running:
        yield running


@pytest.fixture(params=["recorder", "sdk"])
def make(request: pytest.FixtureRequest, collector: Collector) -> Iterator[Make]:
    """Makes a tracer of the kind, with other settings where they are given."""
    made: list[SdkTracer] = []

    def tracer(**changes: object) -> Tracer:
        settings = TracingSettings(f"{collector.endpoint}/v1/traces", "flightpulse-test", timeout_seconds=1)
        settings = replace(settings, **changes)  # type: ignore[arg-type]
        if request.param == "recorder":
            return function_tracer(settings)
        made.append(SdkTracer(settings))
        return made[-1]

    yield tracer
    for each in made:
        each.close(0.5)


def test_a_span_continues_its_parent_and_arrives_whole(make: Make, collector: Collector) -> None:
    tracer = make(headers={"x-key": "k"}, resource={"deployment.environment.name": "test"})
    attributes: dict[str, Value] = {"text": "é", "yes": True, "count": -3, "share": 0.25}
    span = tracer.start("first", Kind.CONSUMER, attributes, parent=PARENT, links=[OTHER, "no context"])
    span.rename("process flight-operations")
    span.set("late", 2**40)
    span.end()
    span.end()
    tracer.flush(2)
    (seen,) = collector.spans()
    assert (seen.service, seen.name, seen.kind) == (
        "flightpulse-test",
        "process flight-operations",
        "CONSUMER",
    )
    assert (seen.trace, seen.parent) == (PARENT[3:35], PARENT[36:52])
    assert span.traceparent == f"00-{seen.trace}-{seen.span}-01"
    assert seen.attributes == attributes | {"late": 2**40}
    assert seen.links == ((OTHER[3:35], OTHER[36:52]),)
    assert not seen.failed
    assert 0 <= seen.nanoseconds < 10**10
    assert collector.headers[0]["x-key"] == "k"


def test_a_failure_has_a_type_and_no_message(make: Make, collector: Collector) -> None:
    tracer = make()

    def work() -> None:
        with under(tracer.start("work", Kind.INTERNAL, {}, parent=None)) as span:
            assert current_traceparent() == span.traceparent
            raise ValueError("Ann Smith")

    with pytest.raises(ValueError, match="Ann"):
        work()
    assert current_traceparent() is None
    tracer.flush(2)
    (seen,) = collector.spans()
    assert seen.failed
    assert seen.attributes == {"error.type": "ValueError"}
    assert b"Ann" not in seen.raw


@pytest.mark.parametrize("malformed", ["00-x", "", None, "00-" + "0" * 32 + "-b7ad6b7169203331-01"])
def test_a_malformed_parent_is_ignored_and_a_trace_begins(
    make: Make, collector: Collector, malformed: str | None
) -> None:
    tracer = make()
    one, other = (tracer.start("root", Kind.SERVER, {}, parent=malformed) for _ in range(2))
    one.end()
    other.end()
    tracer.flush(2)
    spans = collector.spans()
    assert [span.parent for span in spans] == ["", ""]
    assert len({span.trace for span in spans}) == 2
    assert parse_traceparent(one.traceparent) is not None


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("parent", [None, PARENT, UNSAMPLED])
def test_samplers_decide_as_the_specification_says(
    make: Make, collector: Collector, sampler: str, parent: str | None
) -> None:
    tracer = make(sampler=sampler, ratio=0.0)
    span = tracer.start("some", Kind.SERVER, {}, parent=parent)
    span.end()
    tracer.flush(2)
    if sampler.startswith("parentbased_") and parent is not None:
        kept = parent is PARENT
    else:
        kept = sampler.endswith("always_on")
    assert len(collector.spans()) == kept
    # Also when it is not kept: whoever continues has to hear that.
    assert str(span.traceparent).endswith("01" if kept else "00")


def test_both_tracers_keep_the_same_traces_of_a_share(make: Make, collector: Collector) -> None:
    tracer = make(sampler="traceidratio", ratio=0.5)
    for low in ("0" * 15 + "1", "7fffffffffffffff", "8000000000000000", "f" * 16):
        tracer.start(low, Kind.SERVER, {}, parent=f"00-{'1' * 16}{low}-{'2' * 16}-01").end()
    tracer.flush(2)
    assert {span.name for span in collector.spans()} == {"0" * 15 + "1", "7fffffffffffffff"}


@pytest.mark.parametrize(("status", "delay"), [(500, 0.0), (200, 0.5)], ids=["fails", "hangs"])
def test_a_bad_collector_costs_spans_and_no_work(
    make: Make, collector: Collector, status: int, delay: float
) -> None:
    tracer = make(timeout_seconds=0.2)
    collector.status, collector.delay_seconds = status, delay
    tracer.start("lost", Kind.SERVER, {}, parent=None).end()
    began = time.monotonic()
    tracer.flush(0.2)  # raises nothing
    assert time.monotonic() - began < 0.45


def test_after_a_failure_a_function_does_not_try_again_for_a_while(collector: Collector) -> None:
    clock = [100.0]
    settings = TracingSettings(f"{collector.endpoint}/v1/traces", "flightpulse-test")
    sender = OtlpSender(settings, monotonic=lambda: clock[0])
    tracer = RecordingTracer(lambda _trace, _parent: True, sender)

    def send(name: str) -> None:
        tracer.start(name, Kind.SERVER, {}, parent=None).end()
        tracer.flush(1)

    collector.status = 503
    send("lost")
    collector.status = 200
    send("not tried")
    clock[0] += PAUSE_SECONDS
    send("sent")
    assert [span.name for span in collector.spans()] == ["sent"]


def test_what_is_too_much_for_one_flush_is_counted(collector: Collector) -> None:
    tracer = function_tracer(TracingSettings(f"{collector.endpoint}/v1/traces", "flightpulse-test"))
    for _ in range(MOST_SPANS + 3):
        tracer.start("many", Kind.SERVER, {}, parent=None).end()
    tracer.flush(5)
    spans = collector.spans()
    assert len(spans) == MOST_SPANS
    assert spans[-1].attributes == {"flightpulse.spans_dropped": 3}


def test_no_tracing_passes_on_what_came_in() -> None:
    span = NoTracer().start("any", Kind.SERVER, {}, parent="as it came", links=())
    span.rename("other")
    span.set("a", 1)
    span.fail("error")
    span.end()
    NoTracer().flush(1)
    assert span.traceparent == "as it came"
    assert function_tracer(None).start("any", Kind.SERVER, {}, parent=None).traceparent is None
