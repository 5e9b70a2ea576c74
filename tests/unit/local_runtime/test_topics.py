"""Topics on the command line of the broker's process."""

import pytest

from local.broker.topics import TOPICS, Topic, parse_topic


def test_a_topic_survives_its_own_text() -> None:
    assert [parse_topic(str(topic)) for topic in TOPICS] == list(TOPICS)


@pytest.mark.parametrize("text", ["flight-operations", "a:", ":3", "a:0", "a:-1", "a:many"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it as name:partitions, for example flight-operations:24"):
        parse_topic(text)


def test_flight_operations_has_the_partitions_that_the_consumer_counts_on() -> None:
    assert Topic("flight-operations", 24) in TOPICS
