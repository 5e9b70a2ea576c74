"""The API's adapters, and beside them the fakes that stand for them in the unit tests."""
