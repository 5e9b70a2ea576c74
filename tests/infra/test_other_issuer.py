"""Another issuer than Cognito: a function decides by route and scope, and the API checks by the same."""

import json
from typing import Any

import pytest

from infra.gateway.routes import ROUTES, Route
from infra.naming import NETWORK_STACK
from services.api.settings import Settings as ApiSettings
from services.authorizer.settings import Settings
from tests.infra.template_view import View, referenced
from tests.infra.test_gateway import PUBLIC, method, setting
from tests.infra.test_tasks import environment

by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


@pytest.fixture(scope="module")
def authorizer(by_context: View) -> dict[str, Any]:
    """The function's properties."""
    return by_context.properties("AWS::Lambda::Function", "CallersAuthorizer")


def settings(function: dict[str, Any]) -> Settings:
    return Settings.from_environment(function["Environment"]["Variables"])


@by_name
def test_every_route_but_the_open_ones_asks_the_function(route: Route, by_context: View) -> None:
    found = method(by_context, route)
    if route.path in PUBLIC:
        assert found["AuthorizationType"] == "NONE"
    else:
        assert found["AuthorizationType"] == "CUSTOM"
        assert referenced(found["AuthorizerId"]) in dict(by_context.resources("AWS::ApiGateway::Authorizer"))
    assert "AuthorizationScopes" not in found, "API Gateway refuses them beside a function"


def test_the_function_knows_the_scope_of_each_route(authorizer: dict[str, Any]) -> None:
    known = settings(authorizer).scope_of
    assert known == {f"{route.method} {route.path}": route.scope for route in ROUTES if route.scope}


def test_an_answer_is_kept_for_a_token_and_a_route_and_not_for_long(by_context: View) -> None:
    found = by_context.properties("AWS::ApiGateway::Authorizer")
    assert found["Type"] == "REQUEST"
    assert found["IdentitySource"].split(",") == [
        "method.request.header.Authorization", "context.resourcePath", "context.httpMethod",
    ]  # fmt: skip
    assert found["AuthorizerResultTtlInSeconds"] == 60


@by_name
def test_no_answer_is_kept_that_depends_on_the_caller(route: Route, by_context: View) -> None:
    assert setting(by_context, route)["CachingEnabled"] is route.cached
    if route.cached:
        assert route.scope == "flights:read"
        assert "/bookings" not in route.path


def test_only_this_authorizer_may_invoke_the_function(by_context: View) -> None:
    permission = by_context.properties("AWS::Lambda::Permission", "CallersAuthorizer")
    assert permission["Principal"] == "apigateway.amazonaws.com"
    source = permission["SourceArn"]["Fn::Join"][1]
    assert source[-2].endswith("/authorizers/")
    assert referenced(source[-1]) in dict(by_context.resources("AWS::ApiGateway::Authorizer"))


def test_the_function_may_write_its_log_and_enter_the_network_only(by_context: View) -> None:
    statements = [
        statement
        for name, policy in by_context.resources("AWS::IAM::Policy")
        if name.startswith("CallersAuthorizer")
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]
    actions = {action for statement in statements for action in statement["Action"]}
    assert {action for action in actions if not action.startswith("ec2:")} == {
        "logs:CreateLogStream", "logs:PutLogEvents",
    }  # fmt: skip
    assert all(one["Resource"] != "*" for one in statements if one["Action"][0].startswith("logs:"))


def test_the_function_stands_in_the_network_with_a_log_of_its_own(
    by_context: View, authorizer: dict[str, Any]
) -> None:
    assert "GroupsFunctions" in json.dumps(authorizer["VpcConfig"]["SecurityGroupIds"])
    assert authorizer["Timeout"] < 29, "then API Gateway stops waiting"
    assert authorizer["Architectures"] == ["arm64"]
    logs = dict(by_context.resources("AWS::Logs::LogGroup"))
    assert logs[referenced(authorizer["LoggingConfig"]["LogGroup"])]["Properties"]["RetentionInDays"] == 180
    network = View({NETWORK_STACK: by_context.templates[NETWORK_STACK]})
    assert len(list(network.resources("AWS::EC2::NatGateway"))) == 3


def test_the_api_takes_the_tokens_that_the_gateway_takes(
    by_context: View, authorizer: dict[str, Any]
) -> None:
    there = ApiSettings.from_environment(environment(by_context, "Api")).auth
    here = settings(authorizer)
    assert (there.issuer, there.audiences) == (here.expected.issuer, here.expected.audiences)
    assert there.issuer == "https://login.example.com/"
    assert there.jwks_url == here.jwks_url == "https://login.example.com/.well-known/jwks.json"


def test_nothing_of_cognito_is_left(by_context: View) -> None:
    assert not any("Cognito" in item["Type"] for _, item in by_context.resources())
    assert "cognito" not in json.dumps(by_context.templates).lower()
    stage = by_context.properties("AWS::ApiGateway::Stage")
    assert json.loads(stage["AccessLogSetting"]["Format"])["client"] == "$context.authorizer.client"


def test_a_bad_token_pages_nobody(by_context: View) -> None:
    found = by_context.properties("AWS::Logs::MetricFilter", "Callers")
    assert found["FilterPattern"] == '{ ($.errorType = "*") && ($.errorType != "NotSignedIn") }'
    from services.authorizer.handler import NotSignedIn

    assert NotSignedIn.__name__ in found["FilterPattern"]
    (counted,) = found["MetricTransformations"]
    alarm = by_context.properties("AWS::CloudWatch::Alarm", "AuthorizerUndecided")
    assert (alarm["Namespace"], alarm["MetricName"]) == (counted["MetricNamespace"], counted["MetricName"])
