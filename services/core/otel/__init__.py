"""The tracing port on OpenTelemetry's SDK, for services that run on. Only composition roots import this."""
