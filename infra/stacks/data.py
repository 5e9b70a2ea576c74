"""The data stack: what outlives every deployment of the rest."""

from __future__ import annotations

from aws_cdk import CfnOutput, Stack
from constructs import Construct

from infra.config import Config
from infra.constructs.bus import Bus
from infra.constructs.contact_secret import ContactSecret
from infra.constructs.customer_key import CustomerKey
from infra.constructs.data import Data
from infra.constructs.failure_topic import FailureTopic
from infra.constructs.kafka_brokers import KafkaBrokers
from infra.constructs.table import Table
from infra.naming import DATA_STACK
from infra.stacks.network import NetworkStack


class DataStack(Stack):
    """Table, bus with archive, failure topic, contact secret; outside the local preset the brokers too."""

    def __init__(self, scope: Construct, config: Config, *, network: NetworkStack | None) -> None:
        super().__init__(
            scope,
            DATA_STACK,
            description="FlightPulse: table, bus, archive, failure topic",
            termination_protection=config.data.retains,
        )
        self.key = CustomerKey(self, "CustomerKey", config).key if config.data.customer_key else None
        table = Table(self, "Table", config, key=self.key).table
        bus = Bus(self, "Bus", config, key=self.key).bus
        self.contact_secret = ContactSecret(self, "ContactSecret", config, key=self.key).secret
        self.failure_topic = FailureTopic(self, "FailureTopic", key=self.key).topic
        self.data = Data(table, bus, self.key)
        self.brokers = (
            KafkaBrokers(self, "Kafka", config=config, placement=network.place(network.groups.brokers))
            if network
            else None
        )

        CfnOutput(self, "Environment", value=config.preset)
        CfnOutput(self, "TableName", value=table.table_name)
        CfnOutput(self, "BusName", value=bus.event_bus_name)
        CfnOutput(self, "BusArn", value=bus.event_bus_arn)
        CfnOutput(self, "FailureTopicArn", value=self.failure_topic.topic_arn)
        CfnOutput(self, "ContactSecretArn", value=self.contact_secret.secret_arn)
