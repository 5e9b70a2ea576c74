"""All patches in one call."""

from local.emulator.compat import (
    assign_together,
    cloudformation_types,
    execution_timeout,
    fast_json,
    forget,
    lambda_errors,
    lambda_workers,
    parse_once,
    partiql_actions,
    partiql_once,
    partiql_streams,
    record_calls,
    refused_entries,
    rule_delivery,
    scoped_values,
    share_values,
    sns_attributes,
    succeed_output,
)
from local.emulator.compat.version import require_pinned_version


def apply_all() -> None:
    """Apply every patch; must run before the first request is served. Raises WrongEmulatorVersion."""
    require_pinned_version()
    fast_json.apply()
    parse_once.apply()
    partiql_once.apply()
    partiql_streams.apply()
    scoped_values.apply()
    share_values.apply()
    lambda_workers.apply()
    lambda_errors.apply()
    sns_attributes.apply()
    execution_timeout.apply()
    forget.apply()
    succeed_output.apply()
    assign_together.apply()
    rule_delivery.apply()
    refused_entries.apply()
    cloudformation_types.apply()
    partiql_actions.apply()
    record_calls.apply()
