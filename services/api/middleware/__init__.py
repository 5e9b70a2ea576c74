"""What every request passes through, outermost first: correlation, trace, log, hosts, last resort, limit."""
