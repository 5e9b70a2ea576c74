"""The gateway: only the routes of the API, each for whom it is meant, and no path in any log."""

import json
import re
from typing import Any

import pytest

from infra.constructs.balancer import STAGE
from infra.gateway.problems import PROBLEMS
from infra.gateway.routes import ROUTES, Route
from infra.gateway.scopes import SCOPES
from services.core.contracts.scopes import BOARD_SCOPES
from tests.infra.template_view import View
from tests.infra.test_tasks import container
from tests.unit.project.repository import ROOT

OPENAPI = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))["paths"]
# What the balancer asks and nobody else.
INSIDE = {("GET", "/ready")}
# Served beside what the description of the API holds: a page with its files, and a stream.
BESIDE = {("GET", "/"), ("GET", "/board/{file+}"), ("GET", "/v1/stream")}
PUBLIC = {"/", "/board/{file+}", "/health"}

by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def method(view: View, route: Route) -> dict[str, Any]:
    (found,) = (
        item["Properties"]
        for name, item in view.resources("AWS::ApiGateway::Method")
        if re.fullmatch(rf"Gateway{route.name}[0-9A-F]{{8}}", name)
    )
    assert isinstance(found, dict)
    return found


def setting(view: View, route: Route) -> dict[str, Any]:
    path = "/" + route.path.replace("/", "~1")
    (found,) = (
        item
        for item in view.properties("AWS::ApiGateway::Stage")["MethodSettings"]
        if (item["HttpMethod"], item["ResourcePath"]) == (route.method, path)
    )
    assert isinstance(found, dict)
    return found


def test_what_the_api_serves_gets_in_and_nothing_else() -> None:
    served = {(method.upper(), path) for path, methods in OPENAPI.items() for method in methods}
    table = {(route.method, route.path) for route in ROUTES}
    assert table - BESIDE == served - INSIDE - BESIDE
    assert table >= BESIDE


def test_the_template_holds_the_table_and_no_more(around: View) -> None:
    methods = list(around.resources("AWS::ApiGateway::Method"))
    assert len(methods) == len(ROUTES)
    assert not any(item["Properties"]["HttpMethod"] == "ANY" for _, item in methods)


@by_name
def test_only_a_page_without_data_and_health_are_for_everybody(route: Route, around: View) -> None:
    found = method(around, route)
    if route.path in PUBLIC:
        assert found["AuthorizationType"] == "NONE"
    else:
        assert found["AuthorizationType"] == "COGNITO_USER_POOLS"
        assert found["AuthorizationScopes"] == [f"flightpulse/{route.scope}"]
        assert route.scope in SCOPES


@by_name
def test_a_request_goes_to_the_balancer_by_the_link_and_without_the_stage(route: Route, around: View) -> None:
    integration = method(around, route)["Integration"]
    assert integration["ConnectionType"] == "VPC_LINK"
    assert "GatewayLink" in integration["ConnectionId"]["Ref"]
    assert integration["IntegrationTarget"] == {"Ref": _balancer(around)}
    assert integration["Uri"]["Fn::Join"][1][-1] == route.backend_path
    for name in route.path_parameters:
        assert integration["RequestParameters"][f"integration.request.path.{name}"] == (
            f"method.request.path.{name}"
        )


@pytest.mark.parametrize(
    ("sent", "passed_on"),
    [
        (f"/{STAGE}/v1/flights", "/v1/flights"),
        ("/v1/flights", "/v1/flights"),
        (f"/{STAGE}", "/"),
        (f"/{STAGE}/", "/"),
        ("/ready", "/ready"),
    ],
)
def test_the_balancer_takes_the_stage_off_a_path(sent: str, passed_on: str, around: View) -> None:
    (transform,) = around.properties("AWS::ElasticLoadBalancingV2::ListenerRule")["Transforms"]
    (rewrite,) = transform["UrlRewriteConfig"]["Rewrites"]
    replaced = re.sub(rewrite["Regex"], rewrite["Replace"].replace("$1", r"\1"), sent)
    assert replaced == passed_on
    assert around.properties("AWS::ApiGateway::Stage")["StageName"] == STAGE


@by_name
def test_what_is_cached_is_for_a_scope_and_by_everything_that_the_answer_depends_on(
    route: Route, around: View
) -> None:
    found, cached = method(around, route), setting(around, route)["CachingEnabled"]
    assert cached is route.cached
    if not cached:
        assert "CacheKeyParameters" not in found["Integration"]
        return
    assert found["AuthorizationType"] != "NONE"
    parameters = OPENAPI[route.path]["get"]["parameters"]
    places = {"path": "path", "query": "querystring"}
    asked = [one for one in parameters if one["name"] != "if-none-match"]
    wanted = {f"method.request.{places[one['in']]}.{one['name']}" for one in asked}
    # A condition is of one caller, and its 304 must not be kept for the others.
    assert found["Integration"]["RequestParameters"]["integration.request.header.If-None-Match"] == "'none'"
    assert set(found["Integration"]["CacheKeyParameters"]) == wanted
    assert setting(around, route)["CacheDataEncrypted"] is True
    assert setting(around, route)["CacheTtlInSeconds"] == 60


def test_nothing_of_a_person_is_cached() -> None:
    for route in ROUTES:
        if re.search(r"bookings|passengers|notifications", route.path):
            assert not route.cached, route.path


@by_name
def test_every_method_has_a_limit_and_commands_a_lower_one(route: Route, around: View) -> None:
    found = setting(around, route)
    everything = around.properties("AWS::ApiGateway::Stage")["MethodSettings"][0]
    assert (everything["HttpMethod"], everything["ResourcePath"]) == ("*", "/*")
    if route.command:
        assert found["ThrottlingRateLimit"] < everything["ThrottlingRateLimit"]
    assert found["LoggingLevel"] == "OFF"
    assert found["DataTraceEnabled"] is False


def test_only_the_stream_is_passed_on_as_it_comes(around: View) -> None:
    for route in ROUTES:
        integration = method(around, route)["Integration"]
        assert integration["ResponseTransferMode"] == ("STREAM" if route.stream else "BUFFERED")
        assert integration["TimeoutInMillis"] == (900_000 if route.stream else 29_000)


def test_the_access_log_holds_the_route_and_nothing_that_a_path_may_hold(around: View) -> None:
    stage = around.properties("AWS::ApiGateway::Stage")
    logged = json.loads(stage["AccessLogSetting"]["Format"])
    assert logged["route"] == "$context.resourcePath"
    for value in logged.values():
        assert not re.search(r"context\.(path|identity|requestOverride)|claims\.(sub|email|username)", value)
    assert stage["TracingEnabled"] is False


def test_the_firewall_stands_before_the_stage_and_logs_no_path(around: View) -> None:
    stage = json.dumps(around.properties("AWS::WAFv2::WebACLAssociation")["ResourceArn"])
    assert f"/stages/{STAGE}" in stage
    redacted = around.properties("AWS::WAFv2::LoggingConfiguration")["RedactedFields"]
    assert {next(iter(one)) for one in redacted} == {"UriPath", "QueryString", "SingleHeader"}
    acl = around.properties("AWS::WAFv2::WebACL")
    assert not any(rule["VisibilityConfig"]["SampledRequestsEnabled"] for rule in acl["Rules"])
    assert {rule["Name"] for rule in acl["Rules"]} >= {"AWSManagedRulesCommonRuleSet", "RequestsPerAddress"}


def test_the_balancer_is_inside_and_keeps_no_log_of_paths(around: View) -> None:
    balancer = around.properties("AWS::ElasticLoadBalancingV2::LoadBalancer")
    attributes = {item["Key"]: item["Value"] for item in balancer["LoadBalancerAttributes"]}
    assert balancer["Scheme"] == "internal"
    assert attributes["routing.http.drop_invalid_header_fields.enabled"] == "true"
    assert attributes["deletion_protection.enabled"] == "true"
    assert attributes.get("access_logs.s3.enabled", "false") == "false"


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_the_gateway_refuses_is_a_problem_like_the_apis_own(name: str, around: View) -> None:
    (found,) = (
        item["Properties"]
        for _, item in around.resources("AWS::ApiGateway::GatewayResponse")
        if item["Properties"]["ResponseType"] == name
    )
    assert found["ResponseParameters"]["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    body = json.loads(found["ResponseTemplates"]["application/json"])
    assert body["type"].startswith("urn:flightpulse:problem:")
    assert body["correlationId"] == "$context.requestId"
    assert str(body.get("status", "")) == found.get("StatusCode", "")


def test_people_are_invited_and_programs_ask_for_scopes(around: View) -> None:
    pool = around.properties("AWS::Cognito::UserPool")
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["MfaConfiguration"] == "ON"
    assert pool["DeletionProtection"] == "ACTIVE"
    client = around.properties("AWS::Cognito::UserPoolClient", "CallersPoolProgram")
    assert client["AllowedOAuthFlows"] == ["client_credentials"]
    assert len(client["AllowedOAuthScopes"]) == len(SCOPES)


def test_a_person_signs_in_at_the_board_with_a_code_and_without_a_secret(around: View) -> None:
    client = around.properties("AWS::Cognito::UserPoolClient", "CallersBoard")
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["AllowedOAuthScopes"] == ["openid", *(f"flightpulse/{one}" for one in BOARD_SCOPES)]
    [back] = client["CallbackURLs"]
    assert json.dumps(back).rstrip('"]}').endswith("/"), "the page's own address, as a browser shows it"
    told = {item["Name"]: item["Value"] for item in container(around, "Api")["Environment"]}
    assert told["FLIGHTPULSE_SIGN_IN_CLIENT_ID"] == {"Ref": _name(around, "CallersBoard")}
    assert _name(around, "CallersBoard") in json.dumps(told["FLIGHTPULSE_AUDIENCE"])
    for place, path in (("AUTHORIZATION", "authorize"), ("TOKEN", "token")):
        assert f"/oauth2/{path}" in json.dumps(told[f"FLIGHTPULSE_SIGN_IN_{place}_URL"])


def _name(view: View, prefix: str) -> str:
    [found] = [name for name, _ in view.resources("AWS::Cognito::UserPoolClient") if name.startswith(prefix)]
    return found


def _balancer(view: View) -> str:
    ((name, _),) = view.resources("AWS::ElasticLoadBalancingV2::LoadBalancer")
    return name
