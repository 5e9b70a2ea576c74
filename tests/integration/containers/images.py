"""The project's own images. FLIGHTPULSE_IMAGE_TAG names another build than that of `make images`."""

import os

TAG = os.environ.get("FLIGHTPULSE_IMAGE_TAG", "dev")
CONSUMER = f"flightpulse/consumer:{TAG}"
API = f"flightpulse/api:{TAG}"
AWS = f"flightpulse/embedded-aws:{TAG}"
MODEL = f"flightpulse/bedrock:{TAG}"
OURS = (CONSUMER, API, AWS, MODEL)
