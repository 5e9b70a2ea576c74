"""An instant stand-in for DynamoDB and EventBridge, in a process of its own.

It answers at once, so that what is measured is the client; but it is no rubber stamp: conditions are
enforced, and of every 64 requests one has its signature checked.
"""
