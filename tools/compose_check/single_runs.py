"""What the other two profiles run: the replay of a few flights, and what Prometheus is told."""

import re

from tools.compose_check.stack import CheckedStack, CheckFailed

PROMETHEUS_FILE = "/etc/prometheus/prometheus.yml"
REPLAYED_DAY = "2013-02-08"
"""A day of snow, and not that of the burst: flights that have been heard of are not replayed again."""
REPORT_LINES = 30


def replay(stack: CheckedStack, flights: int) -> str:
    """Replay some flights of a day; returns what the report says of its messages, and its verdict.

    Raises CheckFailed with the end of the report when a promise was broken, or nobody was told anything.
    """
    day = {"FLIGHTPULSE_DEMO_DATE": REPLAYED_DAY, "FLIGHTPULSE_DEMO_FLIGHTS": str(flights)}
    ended = stack.run("demo", **day)
    messages = re.search(r"^ +messages +[1-9].*", ended.out, re.MULTILINE)
    verdict = re.search(r"^Nothing lost: .*", ended.out, re.MULTILINE)
    if ended.status or messages is None or verdict is None:
        end = "\n".join(ended.out.splitlines()[-REPORT_LINES:])
        raise CheckFailed(f"the replay ended with {ended.status}: {ended.err.strip()[-500:]}\n{end}")
    return f"{' '.join(messages[0].split())}. {verdict[0]}"


def check_rules(stack: CheckedStack) -> str:
    """Let promtool read Prometheus's file and the alerts it names; raises CheckFailed with its complaint."""
    ended = stack.run("prometheus", "promtool", "check", "config", PROMETHEUS_FILE)
    found = re.search(r"\d+ rules found", ended.out)
    if ended.status or found is None:
        raise CheckFailed(f"promtool refuses {PROMETHEUS_FILE}: {(ended.err + ended.out).strip()[-2000:]}")
    return found[0]
