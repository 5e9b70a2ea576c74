"""The environments: what is no choice of a single value but of all."""

LOCAL = "local"
"""The embedded AWS: no costs, no network, no schedule, nothing to keep."""

PROD = "prod"

PRESETS = (LOCAL, "dev", "staging", PROD)
