"""What the gateway and the API have to know of whoever issues the tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from constructs import Construct


@dataclass(frozen=True, slots=True)
class Authorization:
    """Who decides whether a caller may. `scopes`: it looks at a method's scopes itself, as Cognito's does."""

    authorizer_id: str
    authorization_type: str
    scopes: bool


class Callers(Protocol):
    """An issuer of tokens."""

    @property
    def environment(self) -> Mapping[str, str]:
        """What the API checks tokens by, which it does itself whatever the gateway did before."""

    @property
    def client(self) -> str:
        """Where the access log finds the program that called."""

    @property
    def outputs(self) -> Mapping[str, str]:
        """What callers need in order to get a token."""

    def authorization(self, scope: Construct, api_id: str) -> Authorization:
        """The authorizer of an API, made within `scope`."""
