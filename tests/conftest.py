"""What every test has: no AWS account and repeatable properties. The network is limited in pyproject.toml."""

import os

from hypothesis import settings

pytest_plugins = ["tests.fixtures.runtime"]

settings.register_profile("repeatable", derandomize=True, deadline=None)

TEST_AWS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def pytest_configure() -> None:
    """Takes the machine's AWS credentials, profile, endpoint and collector away before any test."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
    for name in [name for name in os.environ if name.startswith(("AWS_", "OTEL_"))]:
        del os.environ[name]
    os.environ.update(TEST_AWS)
