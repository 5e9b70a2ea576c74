"""The stand-in's process: says where it listens, then answers until it is told to end."""

import asyncio
import gc

from tests.bench.stand_in.http import Connection
from tests.bench.stand_in.service import Service


async def main() -> None:
    """Serve on a free port of the loopback address."""
    # Millions of stored values and no cycle among them: a collection would be a pause of its own, and the
    # latency that is measured that of the stand-in.
    gc.disable()
    service = Service()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(service.answer), "127.0.0.1", 0)
    print(f"port={server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
