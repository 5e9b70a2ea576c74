"""Who is booked, and that none of them can be a real person."""

import re
from collections import Counter
from datetime import date

import pytest

from local.replay.day import replay_of
from local.seed.bookings import items_of, parties_for
from local.seed.fiction import AREA_CODES, LINES_PER_AREA, email_address, phone_number
from local.seed.party import Party
from services.core.booking.contact import Channel

DAY = date(2013, 3, 8)


@pytest.fixture(scope="module")
def parties() -> list[Party]:
    return list(parties_for(replay_of(DAY, 200, 7).flights, 6, 7, b"secret"))


def test_every_flight_has_exactly_as_many_passengers_as_asked_for(parties: list[Party]) -> None:
    seats: Counter[str] = Counter()
    for one in parties:
        seats[one.booking.flight_keys[0]] += len(one.passengers)

    assert set(seats.values()) == {6}
    assert len(seats) == 200


def test_families_travel_on_one_locator_under_one_name_and_share_their_contacts(parties: list[Party]) -> None:
    families = [one for one in parties if len(one.passengers) > 1]

    assert len(families) > 50
    for family in families:
        assert len({passenger.last_name for passenger in family.passengers}) == 1
        assert {traveller.contact_ids for traveller in family.booking.travellers} == {
            tuple(contact.contact_id for contact in family.contacts)
        }


def test_there_are_several_languages_all_channels_and_some_who_opted_out(parties: list[Party]) -> None:
    contacts = [contact for one in parties for contact in one.contacts]

    assert {"en-US", "es-MX", "fr-FR", "ja-JP"} <= {contact.locale for contact in contacts}
    assert {channel for contact in contacts for channel in contact.channels} == set(Channel)
    assert 0 < sum(not contact.wanted for contact in contacts) < len(contacts) / 10


def test_two_households_in_five_want_to_sleep_and_all_their_contacts_with_them(parties: list[Party]) -> None:
    asleep = [one for one in parties if any(contact.quiet for contact in one.contacts)]

    assert 0.3 < len(asleep) / len(parties) < 0.5
    assert all(contact.quiet for one in asleep for contact in one.contacts)
    for quiet in (contact.quiet for one in asleep for contact in one.contacts if contact.quiet):
        assert quiet.end < quiet.start, "over midnight"
        assert quiet.end.minute in (0, 30), "when a replay sweeps"


def test_every_number_and_address_is_reserved_for_fiction(parties: list[Party]) -> None:
    for contact in (contact for one in parties for contact in one.contacts):
        assert re.fullmatch(r"\+1[2-9]\d\d55501\d\d|[a-z.]+\.\d+@example\.(com|org|net)", contact.address)


def test_no_two_bookings_share_a_number_by_accident() -> None:
    numbers = [phone_number(index) for index in range(len(AREA_CODES) * LINES_PER_AREA)]

    assert len(set(numbers)) == len(numbers) > 60_000


def test_a_name_without_latin_letters_still_has_an_address() -> None:
    assert email_address("陽子", "佐藤", 3) == "traveller.3@example.com"
    assert email_address("Zoë", "O'Brien", 4) == "zoe.obrien.4@example.org"


def test_the_same_seed_books_the_same_people_and_another_seed_others() -> None:
    flights = replay_of(DAY, 5, 7).flights

    assert list(parties_for(flights, 6, 7, b"s")) == list(parties_for(flights, 6, 7, b"s"))
    assert list(parties_for(flights, 6, 7, b"s")) != list(parties_for(flights, 6, 8, b"s"))


def test_items_have_unique_keys_and_are_all_marked_synthetic(parties: list[Party]) -> None:
    items = list(items_of(parties))
    keys = [(item["PK"], item["SK"]) for item in items]

    assert len(set(keys)) == len(keys)
    assert all(item["synthetic"] is True for item in items)


def test_names_numbers_and_addresses_are_in_profiles_and_contacts_only(parties: list[Party]) -> None:
    personal = {
        value
        for one in parties
        for value in (
            *(passenger.last_name for passenger in one.passengers),
            *(contact.address for contact in one.contacts),
        )
    }
    for item in items_of(parties):
        if item["type"] not in ("passenger", "contact"):
            assert personal.isdisjoint(str(value) for value in item.values())
