"""A table and a topic that belong together: the table names the topic that it was filled from.

The proof that an envelope was published compares offsets of the topic with offsets that the table holds
(ADR 0051). A new topic under the old name, or a new table under an old topic, would turn that proof into a
lie, and passengers into people whom nobody tells. Kafka gives every topic an id of its own.
"""

import json
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from flightpulse.stack.errors import StackProblem
from flightpulse.stack.layout import LAYOUT

PARAMETER = "/flightpulse/compose/lineage"
START_ANEW = "start anew with `docker compose down -v`, then `docker compose up`"


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which topic a table was filled from, and by which layout of the volumes."""

    topic_id: str
    layout: int = LAYOUT


def check(known: Lineage | None, topic_id: str, records: int) -> None:
    """Raise StackProblem unless the table goes with a topic of this id that holds so many records."""
    if known is None:
        if records:
            raise StackProblem(
                f"the broker's volume holds {records} records of which the table, whose volume is new, knows"
                f" nothing; {START_ANEW}"
            )
        return
    if known.layout != LAYOUT:
        raise StackProblem(
            f"the volumes were made by another release (layout {known.layout}, this one has {LAYOUT});"
            f" {START_ANEW}"
        )
    if known.topic_id != topic_id:
        raise StackProblem(
            "the table was filled from another topic than the broker has now, whose volume is new; offsets of"
            f" the one say nothing of the other; {START_ANEW}"
        )


def read_lineage(ssm: Any) -> Lineage | None:
    """What the table is said to belong to; None: nothing was deployed yet."""
    try:
        value = ssm.get_parameter(Name=PARAMETER)["Parameter"]["Value"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ParameterNotFound":
            raise
        return None
    found = json.loads(value)
    return Lineage(found["topicId"], found["layout"])


def write_lineage(ssm: Any, lineage: Lineage) -> None:
    """Bind the table to a topic."""
    value = json.dumps({"topicId": lineage.topic_id, "layout": lineage.layout})
    ssm.put_parameter(Name=PARAMETER, Value=value, Type="String", Overwrite=True)
