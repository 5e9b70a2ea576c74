"""The commands of docs/deploy.md, run by the real CDK command line against the embedded AWS."""
