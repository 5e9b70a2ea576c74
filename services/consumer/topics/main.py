"""Makes topics and beginnings, says what it did, and ends."""

import asyncio
import logging
import os
import sys

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from services.consumer.errors import CannotStart
from services.consumer.logs import fields, set_up
from services.consumer.settings import BadSetting
from services.consumer.topics.begin import begin_group, read_by_the_group
from services.consumer.topics.make import make_topics
from services.consumer.topics.settings import Settings

logger = logging.getLogger(__name__)


def main() -> int:
    """0 when everything is there, 1 when the brokers do not let it be, 2 for a wrong setting."""
    try:
        settings = Settings.from_environment(os.environ)
    except BadSetting as error:
        sys.stderr.write(f"flightpulse topics: {error}\n")
        return 2
    set_up("INFO")
    try:
        asyncio.run(_run(settings))
    except (CannotStart, KafkaError) as error:
        logger.error("topics_not_made", extra=fields(reason=str(error) or repr(error)))
        return 1
    return 0


async def _run(settings: Settings) -> None:
    reach = {"bootstrap_servers": settings.bootstrap, **settings.access.client_arguments()}
    admin = AIOKafkaAdminClient(**reach)
    try:
        await admin.start()
        made = await make_topics(admin, settings)
    finally:
        await admin.close()
    logger.info("topics", extra=fields(made=made))
    client = AIOKafkaConsumer(group_id=settings.group, enable_auto_commit=False, **reach)
    try:
        await client.start()
        begun = await begin_group(client, read_by_the_group(settings.partitions), settings.begin_at)
    finally:
        await client.stop()
    logger.info("group_begins", extra=fields(group=settings.group, partitions=len(begun)))
