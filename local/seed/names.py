"""Names by locale, from Faker, the same for the same draw."""

from dataclasses import dataclass
from functools import cache

from faker import Faker

from local.replay.chance import Chance

LOCALES = (
    *(("en_US", "en-US"),) * 11,
    *(("es_MX", "es-MX"),) * 3,
    *(("fr_FR", "fr-FR"),) * 2,
    ("de_DE", "de-DE"),
    ("pt_BR", "pt-BR"),
    ("pl_PL", "pl-PL"),
    ("ja_JP", "ja-JP"),
)
"""Faker's name and the language tag, repeated by weight: mostly American, as domestic flights are."""


@dataclass(frozen=True, slots=True)
class Household:
    """People who travel together: one language, one family name, a first name each."""

    locale: str
    last_name: str
    first_names: tuple[str, ...]


def household(size: int, chance: Chance) -> Household:
    """Draw a household of `size`."""
    faker_locale, tag = chance.pick("locale", LOCALES)
    faker = _faker(faker_locale)
    # Seeded for each household: a smaller sample of flights has the same names as the whole day.
    faker.seed_instance(chance.whole("names", 0, 2**32 - 1))
    return Household(tag, faker.last_name(), tuple(faker.first_name() for _ in range(size)))


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)
