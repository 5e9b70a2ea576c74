"""A stand-in for Amazon Bedrock's Converse: canned sentences around slots, no language model."""

from local.bedrock.stand_in import BedrockStandIn

__all__ = ["BedrockStandIn"]
