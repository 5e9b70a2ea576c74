"""The composition root: settings to an authorizer."""

from __future__ import annotations

import os
from collections.abc import Mapping

from services.authorizer.authorizer import Authorizer
from services.authorizer.fetch import reader
from services.authorizer.key_set import KeySet
from services.authorizer.settings import Settings
from services.authorizer.tokens import Tokens


def authorizer(environment: Mapping[str, str] = os.environ) -> Authorizer:
    """An authorizer as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    return Authorizer(Tokens(KeySet(reader(settings.jwks_url)), settings.expected), settings.scope_of)
