"""What is kept over a death, in a table."""

import asyncio
import uuid

import pytest

from local.emulator.emulator import Emulator
from services.consumer.gate import Gate
from services.consumer.records import Partition
from services.consumer.suspicion import PastRun
from services.consumer.table.calls import TableCalls
from services.consumer.table.history import HistoryRows
from services.consumer.table.partition_runs import PartitionRuns
from services.core.awsio.client import AwsClient
from tests.contract.consumer.test_store import _create

pytestmark = pytest.mark.emulator


async def test_what_is_written_of_many_partitions_is_read_back(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"runs-{uuid.uuid4().hex[:10]}"
    await asyncio.to_thread(_create, emulator, name)
    for variable, value in emulator.environment.items():
        monkeypatch.setenv(variable, value)
    partitions = [Partition("flight-operations", number) for number in range(120)]
    async with AwsClient("us-east-1") as aws:
        calls = TableCalls(aws, name, Gate())
        ours, theirs = (PartitionRuns(calls, HistoryRows(calls), group) for group in ("a", "b"))
        assert await ours.read(partitions) == {}
        runs = {
            one: PastRun(is_open=True, deaths=one.number, attempts={7: 2}, owner="one") for one in partitions
        }
        await ours.write(runs)
        assert await ours.read(partitions) == runs
        await ours.write({partitions[3]: PastRun()})
        assert await ours.read(partitions[3:5]) == {
            partitions[3]: PastRun(),
            partitions[4]: runs[partitions[4]],
        }
        assert await theirs.read(partitions) == {}, "another group has its own"
