"""Traces by OpenTelemetry's data model, behind one port.

`port` is what the services use; `off` stands behind it when no endpoint is set. Functions record with
`recorder`, the standard library alone; long-running services with OpenTelemetry's SDK (`services.core.otel`).
"""
