"""French: what it is written, judged and read back with."""
