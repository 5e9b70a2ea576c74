"""The stream handler's adapters against the embedded AWS, and the fakes beside them."""
