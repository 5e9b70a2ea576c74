"""The broker's process: creates the topics, says where it listens, then obeys one command a line.

Commands: `down`, `up`, `errors <api key> <code> ...`, `topic <name> <partitions>`. The end of standard input
ends the process, so it cannot outlive the one that started it.
"""

import sys

from local.broker.library import MockCluster
from local.broker.mock_broker import DONE, READY
from local.broker.topics import parse_topic


def main(arguments: list[str]) -> None:
    """Serve until standard input ends."""
    cluster = MockCluster()
    for argument in arguments:
        topic = parse_topic(argument)
        cluster.create_topic(topic.name, topic.partitions)
    print(f"{READY}{cluster.bootstrap}", flush=True)
    for number, line in enumerate(sys.stdin, start=1):
        obey(cluster, line.split())
        print(f"{DONE}{number}", flush=True)


def obey(cluster: MockCluster, command: list[str]) -> None:
    """Carry out one command; raises ValueError for one that is not known."""
    match command:
        case ["down"]:
            cluster.set_down()
        case ["up"]:
            cluster.set_up()
        case ["topic", name, partitions]:
            cluster.create_topic(name, int(partitions))
        case ["errors", api_key, *codes]:
            cluster.push_errors(int(api_key), [int(code) for code in codes])
        case _:
            raise ValueError(f"unknown broker command: {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1:])
