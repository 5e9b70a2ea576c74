"""The AWS client, without AWS."""
