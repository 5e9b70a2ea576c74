"""Ids of envelopes are version 5 UUIDs, as anybody can compute them."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from services.core.contracts.envelope import NAMESPACE, uuid5_text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_it_is_what_the_standard_library_makes(name: str) -> None:
    assert uuid5_text(name) == str(uuid.uuid5(NAMESPACE, name))
