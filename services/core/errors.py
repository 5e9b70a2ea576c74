"""The two kinds of failure that every loop has to tell apart."""


class FlightPulseError(Exception):
    """Base of every error that FlightPulse raises on purpose."""


class Permanent(FlightPulseError):
    """Trying again cannot help: bad input, a refusal. The caller records it and goes on."""


class Retryable(FlightPulseError):
    """Trying again may help: throttling, a time-out, a lost connection."""


class InvalidEvent(Permanent):
    """An operations event that cannot be understood.

    `reason` is the stable word that goes into the dead-letter header `dlq.reason`;
    the message says what was wrong and what would be right.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class BadTelemetrySetting(Permanent):
    """A setting of traces or metrics is wrong; the text names it and says what would be right."""
