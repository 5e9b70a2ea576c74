"""What the API shows: typed, without keys of the table, times as RFC 3339."""
