"""Made-up credentials that the measured programs sign with and the stand-in checks against."""

from typing import Final

ACCESS_KEY: Final = "bench"
SECRET_KEY: Final = "bench-secret"
REGION: Final = "us-east-1"
