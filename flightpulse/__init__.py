"""The command `flightpulse`: one file per sub-command, and what each of them needs."""
