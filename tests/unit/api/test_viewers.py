"""How many may watch: in all, and of one caller."""

from dataclasses import replace

import pytest

from services.api.auth.principal import DEVELOPER, Principal
from services.api.live.viewers import Viewers
from services.api.problems import Problem

ANN = Principal("ann", frozenset(), good_until=2e9)
BOB = replace(ANN, subject="bob")


def test_a_process_has_only_so_many_streams() -> None:
    viewers = Viewers(most=2)
    with viewers.seat(ANN), viewers.seat(BOB):
        with pytest.raises(Problem) as refused:
            viewers.check(BOB)
        assert (refused.value.kind.status, refused.value.headers["Retry-After"]) == (503, "5")
    viewers.check(BOB)


def test_a_caller_has_fewer_and_takes_none_from_others() -> None:
    viewers = Viewers(most_of_caller=1)
    with viewers.seat(ANN):
        viewers.check(BOB)
        with pytest.raises(Problem) as refused:
            viewers.check(ANN)
        assert refused.value.kind.status == 429
    viewers.check(ANN)


def test_developers_without_a_token_are_all_the_same_and_have_no_limit_of_their_own() -> None:
    viewers = Viewers(most_of_caller=1)
    with viewers.seat(DEVELOPER):
        viewers.check(DEVELOPER)
