"""The client and the table of the AWS contract tests."""

from tests.contract.awsio.conftest import aws, table

__all__ = ["aws", "table"]
