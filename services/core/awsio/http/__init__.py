"""HTTP/1.1 to AWS, as little of it as the JSON protocols need: POST, one body there, one back, keep-alive."""
