"""What an image holds on top of its base, layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.images.catalogue import MEGABYTE, Image


@dataclass(frozen=True, slots=True)
class Layer:
    """One step of an image's history and the bytes that it added."""

    step: str
    size: int


def read_history(text: str) -> list[Layer]:
    """The lines of `docker history --human=false --format '{{.Size}} {{.CreatedBy}}'`, the newest first."""
    return [
        Layer(step.removesuffix(" # buildkit"), int(size))
        for size, _, step in (line.partition(" ") for line in text.splitlines() if line.strip())
    ]


def on_top(image: Sequence[Layer], base: Sequence[Layer]) -> list[Layer]:
    """The layers that are not the base's, those that hold files only, the oldest first.

    ValueError when the image does not start from that base.
    """
    own = len(image) - len(base)
    if own < 0 or list(image[own:]) != list(base):
        raise ValueError("the image was not built on the base that is here now; build it again")
    return [layer for layer in reversed(image[:own]) if layer.size]


def table(image: Image, layers: Sequence[Layer]) -> list[str]:
    """Lines for a reader: the image, then each layer."""
    total = sum(layer.size for layer in layers)
    verdict = "" if total <= image.limit * MEGABYTE else "   TOO LARGE"
    head = f"{image.tag:<32} {_megabytes(total)} of at most {image.limit} MB on {image.base}{verdict}"
    return [head, *(f"  {layer.step[:30]:<30} {_megabytes(layer.size)}" for layer in layers)]


def too_large(image: Image, layers: Sequence[Layer]) -> bool:
    """Whether it weighs more than it may."""
    return sum(layer.size for layer in layers) > image.limit * MEGABYTE


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:8.1f} MB"
