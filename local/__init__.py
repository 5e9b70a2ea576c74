"""What the local run stands on: embedded AWS, embedded broker, model stand-in, replay."""
