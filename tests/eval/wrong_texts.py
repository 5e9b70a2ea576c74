"""Texts that must not be sent. Each is the right e-mail with one piece replaced, or a sentence added.

`check` names the check that has to object. For every check there is a text that it alone catches.
"""

from dataclasses import dataclass

from services.messenger.facts.facts import Facts
from tests.eval import settings as s


@dataclass(frozen=True, slots=True)
class Wrong:
    """Replace `right` by `wrong` in the e-mail about `facts`; an empty `right` adds a sentence."""

    check: str
    facts: Facts
    right: str
    wrong: str

    def applied_to(self, text: str) -> str:
        """The wrong text."""
        if not self.right:
            return f"{text} {self.wrong}"
        assert self.right in text, (self.check, self.right, text)
        return text.replace(self.right, self.wrong)

    def __str__(self) -> str:
        return f"{self.check}: {self.wrong or 'without ' + self.right}"


RENDERED = (
    # flight and route
    Wrong("flight", s.DELAY, "UA207", "UA208"),
    Wrong("flight", s.DELAY, "UA207", "AA207"),
    Wrong("flight_date", s.DELAY, "on Fri 8 Mar", "on Sat 9 Mar"),
    Wrong("flight_date", s.DELAY, "on Fri 8 Mar", "on Mon 8 Mar"),
    Wrong("origin", s.DELAY, "Newark (EWR)", "New York (JFK)"),
    Wrong("origin", s.DELAY, "Newark (EWR)", "Boston (EWR)"),
    Wrong("destination", s.DELAY, "Houston (IAH)", "Houston (HOU)"),
    Wrong("destination", s.DELAY, "from Newark (EWR) to Houston (IAH)", "from Houston (IAH) to Newark (EWR)"),
    # times
    Wrong("new_time", s.DELAY, "14:50 EST instead", "15:50 EST instead"),
    Wrong("new_time", s.DELAY, "14:50 EST instead", "2:50 AM EST instead"),
    Wrong("new_time", s.DELAY, "14:50 EST instead", "14:50 CST instead"),
    Wrong("new_time", s.DELAY, "14:50 EST instead", "14:50 instead"),
    Wrong("new_time", s.DELAY, "14:50 EST instead of 14:05 EST", "14:05 EST instead of 14:50 EST"),
    Wrong("new_time", s.MIDNIGHT, "00:40 EST on Sat 9 Mar", "00:40 EST"),
    Wrong("new_time", s.MIDNIGHT, "on Sat 9 Mar instead", "on Sun 10 Mar instead"),
    Wrong("new_time", s.UNKNOWN, "not yet known", "not yet known, about 17:00 EST"),
    Wrong("scheduled_time", s.DELAY, "of 14:05 EST", "of 14:15 EST"),
    Wrong("scheduled_time", s.DELAY, " instead of 14:05 EST", ""),
    Wrong("previous_time", s.ROLLING, "previously 14:50 EST", "previously 14:40 EST"),
    Wrong("previous_time", s.ROLLING, ", previously 14:50 EST", ""),
    Wrong("unknown_time", s.UNKNOWN, "not yet known, ", ""),
    Wrong("next_info", s.UNKNOWN, "at 16:00 EST", "at 16:30 EST"),
    Wrong("next_info", s.UNKNOWN, "Please expect the next information at 16:00 EST.", ""),
    Wrong("next_info_open", s.NO_MORE_NEWS, "There is no set time for further information.", ""),
    Wrong("duration", s.DELAY, "45 min", "55 min"),
    Wrong("duration", s.DELAY, "45 min", "1 h 45 min"),
    # gate and terminal
    Wrong("gate_new", s.GATE, "to gate B7", "to gate B17"),
    Wrong("gate_new", s.GATE, "to gate B7", "to gate B07"),
    Wrong("gate_new", s.GATE, "from gate A5 to gate B7", "from gate B7 to gate A5"),
    Wrong("gate_old", s.GATE, "from gate A5", "from gate A6"),
    Wrong("gate_old", s.GATE, "from gate A5 to gate B7", "to gate B7"),
    Wrong("gate_withdrawn", s.GATE_GONE, "gate A5 no longer", "gate A6 no longer"),
    Wrong("gate_open", s.GATE_GONE, "Departure gate: to be announced (", "Please note ("),
    Wrong("terminal_new", s.TERMINAL, "to terminal B", "to terminal C"),
    Wrong("terminal_old", s.TERMINAL, "from terminal A", "from terminal C"),
    Wrong("terminal_withdrawn", s.TERMINAL_GONE, "terminal A no longer", "terminal C no longer"),
    Wrong("terminal_open", s.TERMINAL_GONE, "Departure terminal: to be announced (", "Please note ("),
    # what becomes of the flight
    Wrong("disposition", s.CANCELLED, "is cancelled", "is ready"),
    Wrong("disposition", s.DELAY, "", "The flight is cancelled."),
    Wrong("disposition", s.REINSTATED, "operating again", "cancelled again"),
    Wrong("cancellation_withdrawn", s.REINSTATED, " (the cancellation no longer applies)", ""),
    Wrong("diverted_to", s.DIVERTED, "to Denver (DEN) instead", "to Boston (BOS) instead"),
    Wrong("diverted_from", s.DIVERTED, "instead of Houston (IAH)", "instead of Boston (BOS)"),
    Wrong("earlier_diversion", s.REDIVERTED, "previously Denver (DEN)", "previously Boston (BOS)"),
    Wrong("diversion_withdrawn", s.DIVERSION_OVER, "Denver (DEN)", "Boston (BOS)"),
    Wrong("lateness", s.CLEARED, "is on schedule", "is delayed"),
    Wrong("lateness", s.DELAY, "is delayed", "is on time"),
    Wrong("lateness", s.DELAY, "later than scheduled", "earlier than scheduled"),
    Wrong("no_arrival", s.DIVERTED, "It now goes", "It has arrived. It now goes"),
    # reason and rights
    Wrong("reason", s.CANCELLED, "Reason: weather.", "Reason: crew availability."),
    Wrong("reason", s.DELAY, "", "Reason: weather."),
    Wrong(
        "notes_once", s.CANCELLED, "", "If you choose not to travel, US rules may entitle you to a refund."
    ),
    # what no fact stands behind
    Wrong("no_unread_number", s.DELAY, "", "Go to desk 7."),
    Wrong("no_number_word", s.DELAY, "", "Bring two documents."),
    Wrong("no_clock_word", s.DELAY, "", "Be there by noon."),
    Wrong("no_airport", s.DELAY, "", "See you at JFK."),
    Wrong("no_city", s.DELAY, "", "Enjoy Denver."),
    Wrong("no_city", s.DELAY, "", "Enjoy houston."),
    Wrong("no_money", s.DELAY, "", "Have some dollars at hand."),
    Wrong("no_link", s.DELAY, "", "See example.com for more."),
    Wrong("no_phone", s.DELAY, "", "Please call us."),
    Wrong("no_forbidden_claim", s.DELAY, "", "You will get a voucher."),
    Wrong("no_forbidden_claim", s.DELAY, "", "This is because of the crew."),
    Wrong("no_forbidden_claim", s.DELAY, "", "We guarantee that it goes then."),
    Wrong("no_forbidden_claim", s.DELAY, "", "It is the fault of the airport."),
    Wrong("no_forbidden_claim", s.DELAY, "", "You are in no danger."),
    Wrong("no_open_slot", s.DELAY, "", "Your seat is {{seat}}."),
    Wrong("no_unread_number", s.DELAY, "", "Thank you\u00b2."),
    Wrong("no_magnitude", s.DELAY, "is delayed", "is slightly delayed"),
    Wrong("no_retraction", s.DELAY, "Departure time:", "Please ignore the departure time:"),
    Wrong("no_retraction", s.DELAY, "", "All this is incorrect."),
    Wrong("nothing_turned", s.DELAY, "Departure time:", "Do not trust the departure time:"),
    Wrong("nothing_turned", s.DELAY, "Departure time:", "The old departure time:\n\n"),
    Wrong("nothing_turned", s.DELAY, "of 14:05 EST.", "of 14:05 EST?"),
    Wrong("nothing_turned", s.GATE, "The departure gate has changed", "The old gate was changed"),
    Wrong("nothing_turned", s.CANCELLED, "is cancelled", "is not cancelled"),
)
"""For the read-back: finished texts."""

RAW = (
    Wrong("no_digit", s.DELAY, "", "Go to desk 7."),
    Wrong("no_digit", s.DELAY, "{{time_change}}", "{{time_change}} 12:00"),
    Wrong("no_number_word", s.DELAY, "", "Bring two passengers."),
    Wrong("no_clock_word", s.DELAY, "", "See you tomorrow."),
    Wrong("no_airport", s.DELAY, "", "See you at JFK."),
    Wrong("no_city", s.DELAY, "", "Enjoy Denver."),
    Wrong("no_designator", s.DELAY, "", "Thank you for flying UA."),
    Wrong("no_currency", s.DELAY, "", "Share the dollars."),
    Wrong("no_link", s.DELAY, "", "See example.com."),
    Wrong("no_phone", s.DELAY, "", "Please call us."),
    Wrong("required_slots", s.DELAY, "Departure time: {{time_change}}.", ""),
    Wrong("no_repeated_slot", s.DELAY, "", "This is about {{flight}}."),
    Wrong("no_unknown_slot", s.DELAY, "", "Your number is {{seat}}."),
    Wrong("no_broken_slot", s.DELAY, "", "Your number is {number}."),
    Wrong("no_compensation", s.DELAY, "", "You will get a voucher."),
    Wrong("no_cause", s.DELAY, "", "This is because of snow."),
    Wrong("no_guarantee", s.DELAY, "", "We guarantee it."),
    Wrong("no_blame", s.DELAY, "", "The team is to blame."),
    Wrong("no_safety", s.DELAY, "", "You are safe."),
    Wrong("no_status", s.DELAY, "", "All others are cancelled."),
    Wrong("no_lateness", s.GATE, "", "It is delayed."),
    Wrong("no_lateness", s.CLEARED, "", "It is a little late."),
    Wrong("no_digit", s.DELAY, "", "Thank you\u2460."),
    Wrong("no_compensation", s.DELAY, "", "The fare is non-refundable."),
    Wrong("no_unknown_word", s.DELAY, "", "Lunch is on us."),
    Wrong("no_unknown_word", s.DELAY, "", "Your bag is lost."),
    Wrong("no_magnitude", s.DELAY, "is delayed", "is slightly delayed"),
    Wrong("no_retraction", s.DELAY, "", "All this is incorrect."),
    Wrong("no_question", s.DELAY, "Departure time: {{time_change}}.", "Departure {{time_change}}?"),
    Wrong("no_turning_word", s.DELAY, "Departure time:", "This is not it:"),
    Wrong("no_turning_word", s.CANCELLED, "is {{disposition}}", "is hardly {{disposition}}"),
    Wrong("no_turning_word", s.GATE, "The departure gate has changed", "The gate was"),
    Wrong("no_turning_word", s.DELAY, "Departure time:", "Your old departure time:\n\n"),
    Wrong("no_status", s.DELAY, "", "The trip is called off."),
    Wrong("no_turning_word", s.GATE, "The departure gate has changed", "The old gate is"),
    Wrong("within_limit", s.DELAY, "", "Thank you. " * 120),
    Wrong("plain_characters", s.DELAY, "", "Thank you.\u202e"),
)
"""For the slot rules: texts of the model before any fact is filled in."""
