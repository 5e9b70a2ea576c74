"""The stand-in's process: `python -m local.bedrock [--port N]`; ends with the process that started it."""

import argparse
import threading

from local.bedrock.server import Server
from local.runtime.parent import exit_with_parent

READY = "endpoint="


def main() -> None:
    """Serve until SIGTERM or the end of the parent."""
    parser = argparse.ArgumentParser(
        prog="local.bedrock", description="Bedrock stand-in (not a language model)"
    )
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes a free one")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    options = parser.parse_args()
    server = Server(options.port)
    if options.with_parent:
        exit_with_parent()
    print("Bedrock stand-in: canned sentences over Converse, not a language model")
    print(f"{READY}http://{server.server_address[0]!s}:{server.server_address[1]}", flush=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    thread.join()


if __name__ == "__main__":
    main()
