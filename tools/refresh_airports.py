"""Writes the messenger's airports.json from the airportsdata package (MIT licence).

Run `python -m tools.refresh_airports` after raising the package's version; the
messenger itself reads only the file, so that its zip needs no data package.
"""

import importlib.metadata
import json
import re
from pathlib import Path

import airportsdata

TARGET = Path(__file__).parent.parent / "services" / "messenger" / "facts" / "airports.json"


def tidy_city(name: str) -> str | None:
    """The first of several cities, without what stands in brackets; None when that leaves no plain name."""
    first = " ".join(re.split(r"[/,(;]", name)[0].split())
    return first if first and not re.search(r"[\d?]", first) else None


def main() -> None:
    """Write the file: zones once, then code -> [city, index of the zone, country]."""
    airports = airportsdata.load("IATA")
    zones = sorted({row["tz"] for row in airports.values()})
    index = {zone: position for position, zone in enumerate(zones)}
    document = {
        "source": f"airportsdata {importlib.metadata.version('airportsdata')}",
        "licence": "MIT, (c) Mike Borsetti, https://github.com/mborsetti/airportsdata",
        "zones": zones,
        "airports": {
            code: [tidy_city(row["city"]), index[row["tz"]], row["country"]]
            for code, row in sorted(airports.items())
        },
    }
    TARGET.write_text(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
