"""The stream handler deployed: the table's own stream, the bus, the messenger and its sinks."""
