"""The idle bill counts what the templates of production hold."""

from flightpulse.cost.standing import ENVIRONMENTS
from tests.infra.template_view import View

PROD = ENVIRONMENTS["prod"]


def test_endpoints_alarms_secrets_and_brokers_are_as_many_as_are_paid(everything: View) -> None:
    endpoints = [
        name
        for name, item in everything.resources("AWS::EC2::VPCEndpoint")
        if item["Properties"].get("VpcEndpointType") == "Interface"
    ]
    assert len(endpoints) == PROD.endpoints
    assert len(list(everything.resources("AWS::CloudWatch::Alarm"))) == PROD.alarms
    assert len(list(everything.resources("AWS::SecretsManager::Secret"))) == PROD.secrets
    assert len(everything.properties("AWS::WAFv2::WebACL")["Rules"]) == PROD.web_acl_rules
    assert everything.properties("AWS::MSK::Cluster")["NumberOfBrokerNodes"] == PROD.brokers


def test_there_is_no_way_out_that_is_not_paid(everything: View) -> None:
    assert len(list(everything.resources("AWS::EC2::NatGateway"))) == PROD.nat_gateways
