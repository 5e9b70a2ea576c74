"""The tests: unit, contract, infra, integration and reliability."""
