"""The whole system in containers: a real broker, and the service images as Fargate would run them."""
