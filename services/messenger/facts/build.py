"""Facts from the truth, the baseline and what a contact was last told."""

from collections.abc import Collection

from services.core.flight.key import FlightKey
from services.core.flight.truth import Baseline, Truth
from services.messenger.facts.facts import Facts


def facts_for(
    flight_key: FlightKey,
    truth: Truth,
    baseline: Baseline,
    told: Truth | None,
    ever_told: Collection[str] = (),
    *,
    destination: str | None = None,
    reason: str | None = None,
    locale: str = "en",
    manage_link: str | None = None,
) -> Facts:
    """Every aspect off the baseline, ever told, or different from what was told.

    `told` is None for a contact never told; `ever_told` holds names of `Aspect`. Where nothing
    is off (a resend on a good day) the departure time is stated.
    """
    raise NotImplementedError
