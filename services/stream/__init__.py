"""The stream handler: what the table's writes mean to the bus, to the live board and to passengers."""
