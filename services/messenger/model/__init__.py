"""The model behind its port: prompt, tool, answer, deadline, bucket and breaker."""
