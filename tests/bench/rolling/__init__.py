"""How long flights stand still while a deployment replaces the consumers one by one, on a real Kafka."""
