"""SIGTERM: the order that loses nothing and cannot hang."""

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from aiokafka.errors import KafkaError

from services.consumer.logs import fields

if TYPE_CHECKING:
    from services.consumer.service import Service

logger = logging.getLogger(__name__)

DRAIN_SECONDS: Final = 20.0
STOP_SECONDS: Final = 8.0
"""In all about 60 s with a broker that does not answer: below Fargate's stop time-out of 120 s."""


async def quiesce(
    service: "Service", intake: "asyncio.Task[None]", loops: tuple["asyncio.Task[None]", ...]
) -> None:
    """Stop the intake, end the commit loop, drain, and commit a last time.

    A consumer that is stopped with a commit in flight hangs for ever; so the commit loop ends first,
    and the last commit has a time-out of its own.
    """
    logger.info("stopping")
    service.intake.stop()
    await asyncio.wait([intake], timeout=STOP_SECONDS)
    for loop in (intake, *loops):
        loop.cancel()
    await asyncio.wait((intake, *loops))
    service.checkpoint("row-14")
    await service.assignment.finish(DRAIN_SECONDS)


async def stop_clients(service: "Service") -> None:
    """Leave the group and close the connections, each within its own time."""
    await service.kafka.stop(STOP_SECONDS)
    await service.intake.settle()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await service.producer.stop()
    except (TimeoutError, KafkaError) as error:
        logger.warning("producer_stop_failed", extra=fields(error=repr(error)))
    logger.info("stopped")
