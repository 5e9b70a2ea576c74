"""A stand-in for DynamoDB and EventBridge in the test's own process, which fails when it is told to.

It enforces the conditions of every write as tests/bench/stand_in does, keeps what the bus accepted in the
order of acceptance, and outlives the consumers that are killed. The semantics of the real services are the
matter of tests/contract.
"""
