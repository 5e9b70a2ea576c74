"""The API's secret, known from the start; passes tests/contract/api/test_secret.py."""


class FixedSecret:
    """`Secret` with a value of its own. With `failure` set, every call raises it."""

    def __init__(self, value: bytes) -> None:
        self._value = value
        self.failure: Exception | None = None

    async def value(self) -> bytes:
        if self.failure is not None:
            raise self.failure
        return self._value
