"""The deployable parts of FlightPulse and the kernel they share."""
