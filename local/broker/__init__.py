"""The embedded Kafka broker: librdkafka's mock cluster, in a process of its own.

Right for one group member that fetches, produces and commits. Wrong for a second member of a group, for a
commit while partitions are revoked, for rebalance times, retention and SASL: a real broker tests those.
"""

from local.broker.mock_broker import MockBroker

__all__ = ["MockBroker"]
