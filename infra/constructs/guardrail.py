"""A Bedrock guardrail around every call of the model: a second fence, independent of our own checks."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_bedrock as bedrock
from constructs import Construct

# No prompt holds any of these, so one in an answer was made up.
PERSONAL = ("EMAIL", "PHONE", "NAME", "CREDIT_DEBIT_CARD_NUMBER", "US_PASSPORT_NUMBER", "ADDRESS", "URL")
HARMFUL = ("HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT")
_REFUSED = "This message was refused."
TOPICS = {
    "Compensation": "Any promise, amount or refusal of money, vouchers, refunds or compensation.",
    "Safety": "Any statement on whether a flight, an aircraft or its crew is safe or unsafe.",
    "Blame": "Any statement that somebody is at fault for a delay or a cancellation.",
}


class Guardrail(Construct):
    """An intervention counts as no answer: the passenger gets the template."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        guardrail = bedrock.CfnGuardrail(
            self,
            "Guardrail",
            name=f"{Aws.STACK_NAME}-messages",
            description="No personal data, no promises, no blame in what the model writes",
            blocked_input_messaging=_REFUSED,
            blocked_outputs_messaging=_REFUSED,
            sensitive_information_policy_config=bedrock.CfnGuardrail.SensitiveInformationPolicyConfigProperty(
                pii_entities_config=[
                    bedrock.CfnGuardrail.PiiEntityConfigProperty(type=kind, action="BLOCK")
                    for kind in PERSONAL
                ]
            ),
            content_policy_config=bedrock.CfnGuardrail.ContentPolicyConfigProperty(
                filters_config=[
                    *(_filter(kind, "HIGH") for kind in HARMFUL),
                    # Looks at what goes in; there is nothing to look for in what comes out.
                    bedrock.CfnGuardrail.ContentFilterConfigProperty(
                        type="PROMPT_ATTACK", input_strength="HIGH", output_strength="NONE"
                    ),
                ]
            ),
            topic_policy_config=bedrock.CfnGuardrail.TopicPolicyConfigProperty(
                topics_config=[
                    bedrock.CfnGuardrail.TopicConfigProperty(name=name, definition=definition, type="DENY")
                    for name, definition in TOPICS.items()
                ]
            ),
        )
        version = bedrock.CfnGuardrailVersion(
            self, "Version", guardrail_identifier=guardrail.attr_guardrail_id
        )
        self.arn = guardrail.attr_guardrail_arn
        self.setting = f"{guardrail.attr_guardrail_id}:{version.attr_version}"


def _filter(kind: str, strength: str) -> bedrock.CfnGuardrail.ContentFilterConfigProperty:
    return bedrock.CfnGuardrail.ContentFilterConfigProperty(
        type=kind, input_strength=strength, output_strength=strength
    )
