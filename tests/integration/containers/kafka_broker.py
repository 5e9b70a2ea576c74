"""Apache Kafka: one node in KRaft mode, reached from the host, from the network and through the proxy."""

from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from testcontainers.core.network import Network

from local.broker.topics import Topic
from local.runtime.ports import LOOPBACK
from tests.integration.containers.contained import Contained

IMAGE = "apache/kafka:4.1.1"
ALIAS = "kafka"
HOST, NETWORK, PROXIED, CONTROLLER, SPOILED = 9092, 9093, 9094, 9095, 9096
DATA = "/var/lib/kafka/data"
START = f"""
if [ -f {DATA}/meta.properties ]; then
    exec /opt/kafka/bin/kafka-server-start.sh /opt/kafka/config/server.properties
fi
chmod u+w /etc/kafka/docker/* /opt/kafka/config/*
exec /etc/kafka/docker/run
"""
"""The image's own command, which writes the configuration and formats the storage: the first time only."""

NOWHERE = "127.0.0.1:1"
STARTED = "Kafka Server started"
ADMIN_SECONDS = 20.0
ASK_SECONDS = 5.0


class KafkaBroker(Contained):
    """Keeps its topics when it is stopped or killed and started again."""

    def __init__(self, network: Network, proxy_address: str, spoiled_address: str = NOWHERE) -> None:
        """What it tells clients that come over the proxy to connect to, `host:port`: those in the network,
        and those on the host.
        """
        super().__init__(IMAGE, ALIAS, network, ports=(HOST,), stop_seconds=20, mem_limit="1g")
        self.with_command(["/bin/bash", "-c", START])
        listeners = {"HOST": HOST, "NETWORK": NETWORK, "PROXIED": PROXIED, "SPOILED": SPOILED}
        advertised = {
            "HOST": f"{LOOPBACK}:{self.port(HOST)}",
            "NETWORK": f"{ALIAS}:{NETWORK}",
            "PROXIED": proxy_address,
            "SPOILED": spoiled_address,
        }
        every = {**listeners, "CONTROLLER": CONTROLLER}
        self.with_envs(
            KAFKA_NODE_ID="1",
            KAFKA_LOG_DIRS=DATA,
            KAFKA_PROCESS_ROLES="broker,controller",
            KAFKA_CONTROLLER_QUORUM_VOTERS=f"1@localhost:{CONTROLLER}",
            KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
            KAFKA_INTER_BROKER_LISTENER_NAME="NETWORK",
            KAFKA_LISTENERS=",".join(f"{name}://0.0.0.0:{port}" for name, port in every.items()),
            KAFKA_ADVERTISED_LISTENERS=",".join(f"{name}://{place}" for name, place in advertised.items()),
            KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=",".join(f"{name}:PLAINTEXT" for name in every),
            **SINGLE_NODE,
        )

    @property
    def bootstrap(self) -> str:
        """For clients on the host."""
        return f"{LOOPBACK}:{self.port(HOST)}"

    @property
    def bootstrap_in_network(self) -> str:
        """For clients in containers."""
        return f"{ALIAS}:{NETWORK}"

    def is_ready(self) -> bool:
        """Whether the present start has come to its end, as all before it did, and all partitions answer."""
        return self.log().count(STARTED) == self.starts and self._leads_all()

    def _leads_all(self) -> bool:
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": "asked-only", "log_level": 0})
        try:
            for topic in consumer.list_topics(timeout=ASK_SECONDS).topics.values():
                for number in topic.partitions:
                    consumer.get_watermark_offsets(TopicPartition(topic.topic, number), timeout=ASK_SECONDS)
        except KafkaException:
            return False
        finally:
            consumer.close()
        return True

    def create_topic(self, topic: Topic) -> None:
        """Create a topic and wait until it is there."""
        admin = AdminClient({"bootstrap.servers": self.bootstrap})
        created = admin.create_topics([NewTopic(topic.name, topic.partitions, 1)])
        created[topic.name].result(ADMIN_SECONDS)


SINGLE_NODE = {
    "KAFKA_HEAP_OPTS": "-Xmx320m -Xms320m",
    # A short life: the second compiler and the concurrent collector cost more than they give.
    "KAFKA_JVM_PERFORMANCE_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData",
    "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
    "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "1",
    "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
    "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS": "1",
    "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
    "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
    "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS": "1",
    "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
    "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
    "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
    # Short, so that a broker that was killed is its own successor in 4 s instead of 11; not shorter, or a
    # busy machine has it lose its own partitions.
    "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS": "500",
    "KAFKA_BROKER_SESSION_TIMEOUT_MS": "3000",
    "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS": "200",
    "KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE": "2097152",
}
