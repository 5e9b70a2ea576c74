"""Settings fail at the start, with the name and what would be right."""

from __future__ import annotations

import pytest

from services.messenger.settings import Guardrail, Settings, SettingsError

COMPLETE = {"FLIGHTPULSE_TABLE": "table", "FLIGHTPULSE_BUS": "bus"}


def test_defaults_are_those_of_production() -> None:
    settings = Settings.from_environment(COMPLETE)

    assert (settings.table, settings.bus, settings.clock) == ("table", "bus", "wall")
    assert settings.model_parameter is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"FLIGHTPULSE_TABLE": ""}, "FLIGHTPULSE_TABLE is not set; it must be the name"),
        ({"FLIGHTPULSE_BUS": ""}, "FLIGHTPULSE_BUS is not set; it must be the name"),
        ({"FLIGHTPULSE_CLOCK": "sundial"}, "FLIGHTPULSE_CLOCK is 'sundial'; it must be one of wall, event"),
        ({"FLIGHTPULSE_LEASE_SECONDS": "0"}, "FLIGHTPULSE_LEASE_SECONDS is '0'; it must be a number above 0"),
        ({"FLIGHTPULSE_MODEL_DEADLINE_SECONDS": "soon"}, "it must be a number above 0"),
        ({"FLIGHTPULSE_MODEL_CALLS_PER_SECOND": "-1"}, "it must be a number above 0"),
        ({"FLIGHTPULSE_GUARDRAIL": "abc123"}, "it must be an id and a version, such as abc123:1"),
    ],
)
def test_a_wrong_environment_is_told_what_would_be_right(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment(COMPLETE | change)

    assert says in str(error.value)


def test_the_share_of_the_quota_and_the_guardrail_are_read() -> None:
    settings = Settings.from_environment(
        COMPLETE | {"FLIGHTPULSE_MODEL_CALLS_PER_SECOND": "0.4", "FLIGHTPULSE_GUARDRAIL": "abc123:2"}
    )

    assert settings.model_calls_per_second == 0.4
    assert settings.guardrail == Guardrail("abc123", "2")
