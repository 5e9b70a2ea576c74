"""The image of a service: one that was pushed, or one that the deployment builds from its Dockerfile."""

from __future__ import annotations

from aws_cdk import IgnoreMode
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as assets
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.bundling import ROOT
from infra.config.tasks import ARM64, TasksConfig

_PLATFORMS = {True: assets.Platform.LINUX_ARM64, False: assets.Platform.LINUX_AMD64}


def container_image(
    scope: Construct, service: str, named: str | None, config: TasksConfig
) -> ecs.ContainerImage:
    """`named` is `repository:tag` or `repository@digest`; without it the synthesis hashes the sources."""
    if named is None:
        return ecs.ContainerImage.from_docker_image_asset(_from_sources(scope, service, config))
    repository, _, version = named.partition("@" if "@" in named else ":")
    found = ecr.Repository.from_repository_name(scope, "Repository", repository)
    return ecs.ContainerImage.from_ecr_repository(found, version)


def _from_sources(scope: Construct, service: str, config: TasksConfig) -> assets.DockerImageAsset:
    """What the image copies and nothing else, so that only its own sources make it a new one."""
    return assets.DockerImageAsset(
        scope,
        "Image",
        directory=str(ROOT),
        file=f"services/{service}/Dockerfile",
        platform=_PLATFORMS[config.cpu_architecture == ARM64],
        ignore_mode=IgnoreMode.DOCKER,
        exclude=[
            "*",
            "!services/__init__.py",
            "!services/core/**",
            f"!services/{service}/**",
            f"!requirements/{service}.txt",
            "**/__pycache__",
            "**/*.py[cod]",
        ],
    )
