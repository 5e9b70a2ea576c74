"""What happens to a resource that holds data when its stack goes."""

from __future__ import annotations

from aws_cdk import RemovalPolicy

from infra.config import Config


def removal_policy(config: Config) -> RemovalPolicy:
    """Kept unless the preset or the context says otherwise."""
    return RemovalPolicy.RETAIN if config.data.retains else RemovalPolicy.DESTROY
