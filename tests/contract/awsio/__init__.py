"""The AWS client against the embedded AWS."""
