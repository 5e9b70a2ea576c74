"""`python -m tools.compose_check`: the Compose stack from start to end, with a consumer killed on the way."""
