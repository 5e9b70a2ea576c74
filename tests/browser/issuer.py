"""An OpenID Connect issuer that signs everybody in: RFC 6749 and 7636, as far as a public client goes."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route


@dataclass
class BrowserIssuer:
    """`token` is what it gives out; a code is good once, for the verifier of its challenge."""

    url: str = ""
    token: str = "token-1"
    expires_in: int = 3600
    nonce: str | None = None
    """Of the ID token, instead of the one that was asked for."""
    state: str | None = None
    """Sent back instead of the one that was sent."""
    refuses: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    exchanged: list[dict[str, str]] = field(default_factory=list)

    def sign_in(self) -> dict[str, Any]:
        """What config.json says of it."""
        return {
            "issuer": self.url,
            "authorizationEndpoint": f"{self.url}authorize",
            "tokenEndpoint": f"{self.url}token",
            "clientId": "board",
            "scopes": ["openid", "flights:read", "ops:write"],
        }

    async def authorize(self, request: Request) -> Response:
        """A person who agrees at once."""
        query = dict(request.query_params)
        self.asked.append(query)
        answer = {"state": self.state or query["state"]}
        answer |= (
            {"error": "access_denied", "error_description": "Not today."} if self.refuses else {"code": "c-1"}
        )
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(answer)}", 302)

    async def exchange(self, request: Request) -> Response:
        """A token for the code, or for the refresh token."""
        form = dict(parse_qsl((await request.body()).decode()))
        self.exchanged.append(form)
        if form["grant_type"] == "authorization_code":
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            asked = self.asked[-1]
            if form["code"] != "c-1" or (challenge, form["redirect_uri"]) != (
                asked["code_challenge"],
                asked["redirect_uri"],
            ):
                return JSONResponse({"error": "invalid_grant"}, 400)
        elif form["refresh_token"] != "r-1":
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {"access_token": self.token, "token_type": "Bearer", "expires_in": self.expires_in}
        return JSONResponse(answer | {"refresh_token": "r-1", "id_token": self._id_token()})

    def _id_token(self) -> str:
        claims = {
            "iss": self.url,
            "aud": "board",
            "nonce": self.nonce or self.asked[-1]["nonce"],
            "exp": int(time.time()) + 300,
        }
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return f"e30.{body}.s"

    def app(self) -> Any:
        """The application; a page of another origin may fetch its token."""
        routes = [
            Route("/authorize", self.authorize),
            Route("/token", self.exchange, methods=["POST"]),
        ]
        return CORSMiddleware(Starlette(routes=routes), allow_origins=["*"], allow_methods=["POST"])
