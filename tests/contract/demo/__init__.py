"""The demo against the embedded broker and AWS, piece by piece."""
