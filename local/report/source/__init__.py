"""What the published data says of a day, read without a line of the code that is checked against it."""
