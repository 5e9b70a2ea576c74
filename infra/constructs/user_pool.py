"""Who may call: a user pool with a scope for each thing to do, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Aws, Duration
from aws_cdk import aws_apigateway as gateway
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.config import Config
from infra.constructs.callers import Authorization
from infra.constructs.removal import removal_policy
from infra.gateway import scopes
from services.core.contracts.scopes import BOARD_SCOPES

_IN_HOURS = dict.fromkeys(("access_token", "id_token", "refresh_token"), "hours")


class UserPool(Construct):
    """People are invited and need a second factor; a program has a secret and gets an hour's token.

    `board` is whom people sign in with at the live board.
    """

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            mfa=cognito.Mfa.REQUIRED,
            mfa_second_factor=cognito.MfaSecondFactor(sms=False, otp=True),
            password_policy=cognito.PasswordPolicy(
                min_length=14,
                require_digits=True,
                require_lowercase=True,
                require_symbols=True,
                require_uppercase=True,
                temp_password_validity=Duration.days(3),
            ),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            feature_plan=cognito.FeaturePlan.PLUS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION,
            deletion_protection=config.data.retains,
            removal_policy=removal_policy(config),
        )
        names = {
            name: cognito.ResourceServerScope(scope_name=name.value, scope_description=text)
            for name, text in scopes.SCOPES.items()
        }
        server = self.pool.add_resource_server(
            "Scopes", identifier=scopes.RESOURCE_SERVER, scopes=list(names.values())
        )
        # The name is the account's and the preset's, since it is one of all of a region's.
        self.domain = self.pool.add_domain(
            "Domain",
            cognito_domain=cognito.CognitoDomainOptions(
                domain_prefix=f"flightpulse-{config.preset}-{Aws.ACCOUNT_ID}"
            ),
        )
        self.program = self.pool.add_client(
            "Program",
            generate_secret=True,
            access_token_validity=Duration.hours(1),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(client_credentials=True),
                scopes=[cognito.OAuthScope.resource_server(server, one) for one in names.values()],
            ),
        )

        self.board = self._board_client(server)

    def show_board_at(self, url: str) -> None:
        """Where a person comes back to from signing in: the board's page, and no other."""
        self.board.callback_ur_ls = [url]
        self.board.logout_ur_ls = [url]

    def _board_client(self, server: cognito.UserPoolResourceServer) -> cognito.CfnUserPoolClient:
        """Without a secret, which a page cannot keep: a code is good only with its proof (PKCE, RFC 7636)."""
        client = cognito.CfnUserPoolClient(
            self,
            "Board",
            user_pool_id=self.pool.user_pool_id,
            generate_secret=False,
            allowed_o_auth_flows_user_pool_client=True,
            allowed_o_auth_flows=["code"],
            allowed_o_auth_scopes=["openid", *(scopes.full(one) for one in BOARD_SCOPES)],
            supported_identity_providers=["COGNITO"],
            explicit_auth_flows=["ALLOW_REFRESH_TOKEN_AUTH"],
            prevent_user_existence_errors="ENABLED",
            enable_token_revocation=True,
            access_token_validity=1,
            id_token_validity=1,
            refresh_token_validity=12,
            token_validity_units=cognito.CfnUserPoolClient.TokenValidityUnitsProperty(**_IN_HOURS),
        )
        client.node.add_dependency(server)
        return client

    @property
    def client(self) -> str:
        """A claim of every access token."""
        return "$context.authorizer.claims.client_id"

    @property
    def outputs(self) -> Mapping[str, str]:
        """Where a program gets its token, and as whom."""
        return {
            "UserPoolId": self.pool.user_pool_id,
            "TokenUrl": f"{self.domain.base_url()}/oauth2/token",
            "ProgramClientId": self.program.user_pool_client_id,
            "BoardClientId": self.board.ref,
        }

    def authorization(self, scope: Construct, api_id: str) -> Authorization:
        """Cognito's own, which costs nothing and looks at scopes."""
        authorizer = gateway.CfnAuthorizer(
            scope,
            "Cognito",
            rest_api_id=api_id,
            name="cognito",
            type="COGNITO_USER_POOLS",
            provider_arns=[self.pool.user_pool_arn],
            identity_source="method.request.header.Authorization",
        )
        return Authorization(authorizer.ref, "COGNITO_USER_POOLS", scopes=True)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the API checks the pool's tokens by; they name their client instead of an audience."""
        issuer = f"https://cognito-idp.{Aws.REGION}.{Aws.URL_SUFFIX}/{self.pool.user_pool_id}"
        return {
            "FLIGHTPULSE_ISSUER": issuer,
            "FLIGHTPULSE_AUDIENCE": f"{self.program.user_pool_client_id},{self.board.ref}",
            "FLIGHTPULSE_JWKS_URL": f"{issuer}/.well-known/jwks.json",
            "FLIGHTPULSE_SCOPE_PREFIX": f"{scopes.RESOURCE_SERVER}/",
            "FLIGHTPULSE_SIGN_IN_AUTHORIZATION_URL": f"{self.domain.base_url()}/oauth2/authorize",
            "FLIGHTPULSE_SIGN_IN_TOKEN_URL": f"{self.domain.base_url()}/oauth2/token",
            "FLIGHTPULSE_SIGN_IN_CLIENT_ID": self.board.ref,
        }
