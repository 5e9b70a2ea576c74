"""The same work as a user would write it first: committed here so that the comparison can be checked."""
