"""The Kafka consumer: the only writer of flight state."""
