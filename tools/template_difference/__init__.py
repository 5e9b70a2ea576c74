"""What a branch would deploy otherwise than another one, as Markdown, without an account."""
