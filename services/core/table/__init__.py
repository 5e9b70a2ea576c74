"""The single table: the only place that knows keys and item layouts."""
