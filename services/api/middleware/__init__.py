"""What every request passes through, outermost first: correlation, access log, hosts, last resort, limit."""
