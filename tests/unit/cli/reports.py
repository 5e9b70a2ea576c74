"""A report with nothing lost, to be changed."""

from collections import Counter

from local.report.holds import Holds
from local.report.percentiles import percentiles
from local.report.report import Report, Workflows
from local.report.totals import Total

GOOD = Report(
    date="2013-03-08",
    seed=7,
    flights=8,
    flights_of_the_day=979,
    events=54,
    passengers=48,
    contacts=36,
    opted_out=3,
    by_kind=Counter(delay=53, cancelled=7),
    by_channel=Counter(email=26, sms=23, push=11),
    by_source=Counter(model=9, cached=41, template=10),
    statuses=Counter(arrived=6, cancelled=2),
    workflows=Workflows(succeeded=13),
    dead_letters=0,
    model_calls=9,
    truth_hash="95ed08958351a8a9" * 4,
    told_hash="5f2b0c1d77aa0912" * 4,
    totals={"flights": Total(8, 8), "cancelled": Total(2, 2)},
    suppressed=Counter({"telling.opted-out": 3}),
    holds=Holds(released=4, overtaken=1),
    append_to_table=percentiles([20, 30, 40]),
    append_to_sink=percentiles([700, 900, 1500]),
    losses=(),
    seconds=20.04,
    first_message_seconds=4.81,
    peak_megabytes=714,
)
