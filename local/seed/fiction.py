"""Numbers and addresses that can belong to nobody: ranges reserved for fiction and for examples."""

import re
import unicodedata

AREA_CODES = tuple(
    code
    for code in range(201, 990)
    # N11 codes are services, x9x is kept for expansion, and toll-free codes are not homes.
    if code % 100 != 11 and code // 10 % 10 != 9 and code not in (800, 822, 833, 844, 855, 866, 877, 880, 888)
)
LINES_PER_AREA = 100
DOMAINS = ("example.com", "example.org", "example.net")


def phone_number(index: int) -> str:
    """The fictional number with this index: +1-NXX-555-01XX. They repeat after some 70,000."""
    area = AREA_CODES[index // LINES_PER_AREA % len(AREA_CODES)]
    return f"+1{area}55501{index % LINES_PER_AREA:02d}"


def email_address(first_name: str, last_name: str, index: int) -> str:
    """An address under a domain of RFC 2606; `index` keeps namesakes apart."""
    name = ".".join(part for part in (_ascii(first_name), _ascii(last_name)) if part) or "traveller"
    return f"{name}.{index}@{DOMAINS[index % len(DOMAINS)]}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.lower())
