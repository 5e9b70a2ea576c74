"""The REST interface: reads from the table, commands to Kafka and to the bus."""
