"""The gates every text passes: rules on slot text, and an independent read-back of the filled text."""
