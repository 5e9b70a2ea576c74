"""The stand-in's process: `python -m local.bedrock [--host ADDRESS] [--port N] [--with-parent]`."""

import argparse
import signal
import sys
import threading
from typing import NoReturn

from local.bedrock.server import Server
from local.runtime.parent import exit_with_parent
from local.runtime.ports import LOOPBACK

READY = "endpoint="


def main() -> None:
    """Serve until SIGTERM or, where asked for, the end of the parent."""
    parser = argparse.ArgumentParser(
        prog="local.bedrock", description="Bedrock stand-in (not a language model)"
    )
    parser.add_argument("--host", default=LOOPBACK, help=f"address to listen on (default {LOOPBACK})")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    options = parser.parse_args()
    server = Server(options.port, options.host)
    if options.with_parent:
        exit_with_parent()
    print("Bedrock stand-in: canned sentences over Converse, not a language model")
    print(f"{READY}http://{server.server_address[0]!s}:{server.server_address[1]}", flush=True)
    # The first process of a container is deaf to signals that it does not handle.
    signal.signal(signal.SIGTERM, _end)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    thread.join()


def _end(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
