"""The API on fakes of its ports."""
