"""What CDK synthesises under the local preset, kept in the repository: the embedded AWS runs these files."""
