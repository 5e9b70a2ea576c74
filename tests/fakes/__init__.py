"""Stand-ins for the ports; each passes the contract tests of the real adapter."""
