"""The async AWS client of the hot paths: sign, send, check, classify."""

from services.core.awsio.client import AwsClient

__all__ = ["AwsClient"]
