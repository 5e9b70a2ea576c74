"""The brokers: TLS and roles, copies that outlive a broker, and kept when their stack goes."""

from infra.config import Config
from infra.constructs.kafka_brokers import brokers
from infra.naming import DATA_STACK
from services.core.contracts.topics import MIN_IN_SYNC, REPLICATION
from tests.infra.template_view import View


def test_clients_sign_in_by_role_over_tls_and_by_nothing_else(prod: View) -> None:
    cluster = prod.properties("AWS::MSK::Cluster")
    assert cluster["EncryptionInfo"]["EncryptionInTransit"] == {"ClientBroker": "TLS", "InCluster": True}
    assert cluster["ClientAuthentication"] == {
        "Sasl": {"Iam": {"Enabled": True}},
        "Unauthenticated": {"Enabled": False},
    }


def test_an_acknowledged_record_outlives_the_loss_of_a_broker(prod: View) -> None:
    text = prod.properties("AWS::MSK::Configuration")["ServerProperties"]
    properties = dict(line.split("=") for line in text.split())
    assert int(properties["default.replication.factor"]) == REPLICATION > MIN_IN_SYNC
    assert int(properties["min.insync.replicas"]) == MIN_IN_SYNC >= 2
    assert properties["unclean.leader.election.enable"] == "false"
    assert properties["auto.create.topics.enable"] == "false"


def test_every_copy_lies_on_a_broker_of_its_own_and_every_zone_has_as_many(prod: View) -> None:
    cluster = prod.properties("AWS::MSK::Cluster")
    zones = len(cluster["BrokerNodeGroupInfo"]["ClientSubnets"])
    assert cluster["NumberOfBrokerNodes"] == brokers(zones) == 3
    assert brokers(2) == 4


def test_the_log_of_record_is_kept(prod: View) -> None:
    (cluster,) = (item for _, item in prod.resources("AWS::MSK::Cluster"))
    assert cluster["DeletionPolicy"] == cluster["UpdateReplacePolicy"] == "Retain"
    assert DATA_STACK in prod.templates


def test_there_are_partitions_for_every_consumer_that_may_run() -> None:
    for preset in ("dev", "staging", "prod"):
        config = Config.from_context({"preset": preset})
        assert config.consumer.max_tasks <= config.kafka.partitions
