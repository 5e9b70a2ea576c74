"""English as it is read: the steps from phrases to claims, and the words that must not be left over."""
