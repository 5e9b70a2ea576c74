"""The stack that Compose runs: its topics, its deployment, and how the demo finds it."""
