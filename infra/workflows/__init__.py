"""The workflows, as Amazon States Language built from plain dictionaries in JSONata."""
