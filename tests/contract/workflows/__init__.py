"""The synthesised workflows, run on the embedded AWS with a messenger of the test's own."""
