"""The CDK command line, pinned and locked (package-lock.json), run by the Node that the CDK library uses."""
