"""A container asks its own service whether it is alive."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from services.core import alive


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response({"/health": 200, "/stats": 200}.get(self.path, 503))
        self.end_headers()
        self.wfile.write(b"said")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def port() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


def test_a_service_that_answers_is_alive(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert alive.main([port]) == 0
    assert alive.main([port, "/stats"]) == 0
    assert capsys.readouterr().out == "200 said\n" * 2


def test_another_answer_is_shown_and_means_that_it_is_not(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alive.main([port, "/stalled"]) == 1
    assert capsys.readouterr().out == "503 said\n"


def test_no_answer_means_that_it_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with HTTPServer(("127.0.0.1", 0), _Answering) as closed:
        port = str(closed.server_port)
    assert alive.main([port]) == 1
    assert "no answer" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["eighty"], ["80", "/health", "again"]])
def test_wrong_arguments_are_no_answer_about_life(arguments: list[str]) -> None:
    assert alive.main(arguments) == 2
