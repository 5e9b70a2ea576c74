"""The weight of an image is what it holds on top of its base."""

import pytest

from tools.images.catalogue import MEGABYTE, Image
from tools.images.layers import Layer, on_top, read_history, table, too_large

BASE = [Layer('CMD ["python3"]', 0), Layer("RUN apt-get install", 160 * MEGABYTE)]
IMAGE = Image("api", "services/api/Dockerfile", limit=100)


def test_the_history_is_read_as_the_engine_writes_it() -> None:
    text = "0 LABEL a=b\n49977545 COPY /opt/venv /opt/venv # buildkit\n"
    assert read_history(text) == [Layer("LABEL a=b", 0), Layer("COPY /opt/venv /opt/venv", 49_977_545)]


def test_only_layers_with_files_on_top_of_the_base_count() -> None:
    own = [Layer("LABEL", 0), Layer("COPY /app", 5), Layer("COPY /opt/venv", 7)]
    assert on_top([*own, *BASE], BASE) == [Layer("COPY /opt/venv", 7), Layer("COPY /app", 5)]


def test_an_image_on_another_base_is_not_weighed_wrongly() -> None:
    with pytest.raises(ValueError, match="build it again"):
        on_top([Layer("COPY /app", 5), Layer('CMD ["python3"]', 0)], BASE)


def test_a_limit_holds_for_the_sum_of_the_layers() -> None:
    half = Layer("COPY /opt/venv", 50 * MEGABYTE)
    assert not too_large(IMAGE, [half, half])
    assert too_large(IMAGE, [half, half, Layer("COPY /app", 1)])


def test_the_table_has_a_line_for_the_image_and_one_for_each_layer() -> None:
    lines = table(
        IMAGE, [Layer("COPY /opt/venv /opt/venv", 66_800_000), Layer("COPY /app /app", 40 * MEGABYTE)]
    )
    assert lines[0].startswith("flightpulse/api:dev")
    assert "106.8 MB of at most 100 MB" in lines[0]
    assert lines[0].endswith("TOO LARGE")
    assert lines[1].split() == ["COPY", "/opt/venv", "/opt/venv", "66.8", "MB"]
    assert len(lines) == 3
