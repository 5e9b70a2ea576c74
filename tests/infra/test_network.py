"""The network: private, with an endpoint for what is called, and rules that name each other."""

import json
from collections.abc import Callable
from typing import Any

from infra.constructs.placement import NETWORK_INTERFACE_CALLS
from infra.naming import NETWORK_STACK
from infra.snapshots.normalise import Template
from tests.infra.template_view import View

# Logical id of a group, by whom it stands for, to the groups that may call it and on which ports.
MAY_CALL = {
    ("Link", "Balancer", 80),
    ("Balancer", "Api", 8080),
    ("Api", "Endpoints", 443),
    ("Consumer", "Endpoints", 443),
    ("Functions", "Endpoints", 443),
    ("Api", "Brokers", 9098),
    ("Consumer", "Brokers", 9098),
}


def test_production_stands_in_three_zones_of_whatever_region_with_no_way_out(around: View) -> None:
    subnets = [item["Properties"] for _, item in around.resources("AWS::EC2::Subnet")]
    assert [subnet["AvailabilityZone"] for subnet in subnets] == [
        {"Fn::Select": [zone, {"Fn::GetAZs": ""}]} for zone in range(3)
    ]
    assert not any(subnet.get("MapPublicIpOnLaunch") for subnet in subnets)
    for way_out in ("InternetGateway", "NatGateway", "EIP"):
        assert not list(around.resources(f"AWS::EC2::{way_out}"))


def test_every_service_that_is_called_has_an_endpoint_under_its_public_name(around: View) -> None:
    found = [item["Properties"] for _, item in around.resources("AWS::EC2::VPCEndpoint")]
    names = {json.dumps(endpoint["ServiceName"]).rpartition(".")[2].strip('"]} ') for endpoint in found}
    joined = {_service(endpoint["ServiceName"]) for endpoint in found}
    assert names
    assert joined == {
        "dynamodb", "s3", "events", "bedrock-runtime", "states", "logs", "ssm", "ecr.api", "ecr.dkr", "sqs",
        "sns", "secretsmanager", "cognito-idp",
    }  # fmt: skip
    for endpoint in found:
        if endpoint["VpcEndpointType"] == "Interface":
            assert endpoint["PrivateDnsEnabled"] is True
            assert len(endpoint["SubnetIds"]) == 3


def test_what_comes_in_is_let_in_by_group_and_never_by_address(around: View) -> None:
    rules = [item["Properties"] for _, item in around.resources("AWS::EC2::SecurityGroupIngress")]
    found = {
        (_group(rule["SourceSecurityGroupId"]), _group(rule["GroupId"]), rule["FromPort"]) for rule in rules
    }
    assert found == MAY_CALL
    for name, group in around.resources("AWS::EC2::SecurityGroup"):
        assert "SecurityGroupIngress" not in group["Properties"], name


def test_what_may_call_may_also_be_called_and_only_https_has_no_group(around: View) -> None:
    rules = [item["Properties"] for _, item in around.resources("AWS::EC2::SecurityGroupEgress")]
    found = {
        (_group(rule["GroupId"]), _group(rule["DestinationSecurityGroupId"]), rule["FromPort"])
        for rule in rules
    }
    assert found == MAY_CALL
    for name, group in around.resources("AWS::EC2::SecurityGroup"):
        for rule in group["Properties"].get("SecurityGroupEgress", ()):
            if rule["CidrIp"] == "0.0.0.0/0":
                assert (rule["FromPort"], rule["ToPort"], rule["IpProtocol"]) == (443, 443, "tcp"), name
            else:
                assert rule["CidrIp"] == "255.255.255.255/32", f"{name}: CDK's way to say nowhere"


def test_all_traffic_is_logged_in_production(around: View) -> None:
    assert around.properties("AWS::EC2::FlowLog")["TrafficType"] == "ALL"
    assert around.properties("AWS::EC2::FlowLog")["ResourceType"] == "VPC"


def test_every_function_stands_in_the_network_with_the_functions_group(prod: View) -> None:
    functions = dict(prod.resources("AWS::Lambda::Function"))
    assert functions
    for name, function in functions.items():
        inside = function["Properties"]["VpcConfig"]
        assert "GroupsFunctions" in json.dumps(inside["SecurityGroupIds"]), name
        assert len(inside["SubnetIds"]) == 3, name
        role = function["Properties"]["Role"]["Fn::GetAtt"][0]
        entering = [
            statement
            for _, policy in prod.resources("AWS::IAM::Policy")
            if {"Ref": role} in policy["Properties"]["Roles"]
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]
            if set(statement["Action"]) == set(NETWORK_INTERFACE_CALLS)
        ]
        assert len(entering) == 1, name


def test_the_local_preset_has_no_network(synthesised: Callable[[str], dict[str, Template]]) -> None:
    assert NETWORK_STACK not in synthesised("local")
    assert "VpcConfig" not in json.dumps(synthesised("local"))


def _service(name: Any) -> str:
    text = name if isinstance(name, str) else "".join(map(_part, name["Fn::Join"][1]))
    return text.partition("REGION.")[2]


def _part(part: Any) -> str:
    return part if isinstance(part, str) else "REGION"


def _group(reference: dict[str, Any]) -> str:
    """GroupsApiCDDD263E becomes Api."""
    return str(reference["Fn::GetAtt"][0]).removeprefix("Groups")[:-8]
