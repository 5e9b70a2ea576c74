"""One frozen configuration for the whole app, read from CDK context: an area per file."""

from infra.config.config import Config

__all__ = ["Config"]
