"""What FlightPulse costs at any scale, and which AWS quotas it meets: arithmetic, no account needed."""
