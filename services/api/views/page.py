"""What the board's page is told of itself and of its reader."""

from typing import Literal

from pydantic import Field

from services.api.auth.principal import Principal
from services.api.auth.sign_in import SignIn
from services.api.page.config import PageConfig
from services.api.views.base import View


class SignInView(View):
    """Where to sign in; without endpoints only a token that the reader has can be used."""

    issuer: str
    authorization_endpoint: str | None
    token_endpoint: str | None
    client_id: str | None
    scopes: list[str]


class PageConfigView(View):
    """Of the page's surroundings."""

    mode: Literal["local", "deployed"]
    sign_in: SignInView | None = Field(description="null: no token is needed")
    clock: Literal["wall", "event"] = Field(
        description="event: business time is that of the events, also of what the page says of a flight"
    )
    simulated: list[str] = Field(description="what is not what it seems; to be shown")


class Me(View):
    """Whom the API takes the caller for."""

    subject: str = Field(description="as the issuer names the caller", examples=["developer"])
    scopes: list[str] = Field(examples=[["flights:read"]])
    passenger_id: str | None = Field(description="null: the token is not one passenger's")


def page_config_view(config: PageConfig) -> PageConfigView:
    """The view of the settings."""
    return PageConfigView(
        mode="local" if config.local else "deployed",
        sign_in=None if config.sign_in is None else _sign_in_view(config.sign_in),
        clock="event" if config.replay else "wall",
        simulated=config.simulated,
    )


def _sign_in_view(at: SignIn) -> SignInView:
    return SignInView(
        issuer=at.issuer,
        authorization_endpoint=at.authorization_endpoint,
        token_endpoint=at.token_endpoint,
        client_id=at.client_id,
        scopes=list(at.scopes),
    )


def me_view(caller: Principal) -> Me:
    """The view of a caller."""
    return Me(subject=caller.subject, scopes=sorted(caller.scopes), passenger_id=caller.passenger_id)
