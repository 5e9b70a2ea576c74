"""Stand-ins for adapters; each passes the contract tests of the adapter that it stands for."""
