"""librdkafka's mock cluster through ctypes: the functions of rdkafka_mock.h that we use, typed."""

import ctypes
from pathlib import Path

import confluent_kafka

PRODUCER = 0
REPLICATION = 1
NO_ERROR = 0
INITIAL_REBALANCE_DELAY_MS = 50
ERROR_TEXT_BYTES = 512
# auditwheel and delocate put the bundled library in different places.
LIBRARY_PATTERNS = ("confluent_kafka.libs/librdkafka*", "confluent_kafka/.dylibs/librdkafka*")


class BrokerUnavailable(RuntimeError):
    """librdkafka is not where its wheel puts it, or refused something."""


class MockCluster:
    """One mock cluster of one broker; it ends with the process that made it."""

    def __init__(self) -> None:
        self._library = _load()
        error = ctypes.create_string_buffer(ERROR_TEXT_BYTES)
        conf = self._library.rd_kafka_conf_new()
        handle = self._library.rd_kafka_new(PRODUCER, conf, error, len(error))
        if not handle:
            raise BrokerUnavailable(f"librdkafka: {error.value.decode(errors='replace')}")
        self._cluster = self._library.rd_kafka_mock_cluster_new(handle, 1)
        if not self._cluster:
            raise BrokerUnavailable("librdkafka did not create its mock cluster")
        # The default of 3 s would be waited for by every consumer that joins.
        self._library.rd_kafka_mock_group_initial_rebalance_delay_ms(
            self._cluster, INITIAL_REBALANCE_DELAY_MS
        )

    @property
    def bootstrap(self) -> str:
        """host:port of the broker."""
        servers: bytes = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster)
        return servers.decode()

    def create_topic(self, name: str, partitions: int) -> None:
        """Create a topic; raises BrokerUnavailable when it exists already."""
        code = self._library.rd_kafka_mock_topic_create(self._cluster, name.encode(), partitions, REPLICATION)
        if code != NO_ERROR:
            raise BrokerUnavailable(f"topic {name} with {partitions} partitions: librdkafka error {code}")

    def set_down(self) -> None:
        """Close all connections and refuse new ones, as a broker that crashed."""
        self._library.rd_kafka_mock_broker_set_down(self._cluster, 1)

    def set_up(self) -> None:
        """Accept connections again."""
        self._library.rd_kafka_mock_broker_set_up(self._cluster, 1)

    def push_errors(self, api_key: int, codes: list[int]) -> None:
        """Answer the next requests of one Kafka API with these error codes, one each."""
        array = (ctypes.c_int * len(codes))(*codes)
        self._library.rd_kafka_mock_push_request_errors_array(self._cluster, api_key, len(codes), array)


def _load() -> ctypes.CDLL:
    site = Path(confluent_kafka.__file__).parent.parent
    found = [path for pattern in LIBRARY_PATTERNS for path in site.glob(pattern)]
    if not found:
        raise BrokerUnavailable(f"no librdkafka beside {site / 'confluent_kafka'}: install its binary wheel")
    library = ctypes.CDLL(str(found[0]))
    pointer, text, integer = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures: dict[str, tuple[object, list[object]]] = {
        "rd_kafka_conf_new": (pointer, []),
        "rd_kafka_new": (pointer, [integer, pointer, text, ctypes.c_size_t]),
        "rd_kafka_mock_cluster_new": (pointer, [pointer, integer]),
        "rd_kafka_mock_cluster_bootstraps": (text, [pointer]),
        "rd_kafka_mock_topic_create": (integer, [pointer, text, integer, integer]),
        "rd_kafka_mock_group_initial_rebalance_delay_ms": (None, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_down": (integer, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_up": (integer, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_push_request_errors_array": (
            None,
            [pointer, ctypes.c_int16, ctypes.c_size_t, ctypes.POINTER(integer)],
        ),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
