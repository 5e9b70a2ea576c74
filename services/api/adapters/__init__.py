"""The ports on DynamoDB, Kafka and EventBridge."""
