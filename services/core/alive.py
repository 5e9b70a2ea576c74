"""`python -m services.core.alive PORT [PATH]`: what a container asks of its own service, and of nothing else.

Standard library only, and little of it: the question is asked every few seconds beside the service.
"""

import http.client
import sys
from typing import Final

_LOOPBACK: Final = "127.0.0.1"
_LIMIT_SECONDS: Final = 3.0
_USAGE: Final = "usage: python -m services.core.alive PORT [PATH]\n"


def main(arguments: list[str]) -> int:
    """0 when GET PATH (/health) answers 200 within three seconds, 1 when not, 2 for bad arguments."""
    if len(arguments) not in (1, 2) or not arguments[0].isdecimal():
        sys.stderr.write(_USAGE)
        return 2
    port, path = int(arguments[0]), arguments[1] if len(arguments) > 1 else "/health"
    connection = http.client.HTTPConnection(_LOOPBACK, port, timeout=_LIMIT_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        sys.stderr.write(f"no answer: {error}\n")
        return 1
    finally:
        connection.close()
    sys.stdout.write(f"{answer.status} {said}\n")
    return int(answer.status != http.client.OK)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
