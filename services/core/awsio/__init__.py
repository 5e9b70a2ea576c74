"""AWS: `client.AwsClient` and its `errors` for the hot paths, `blocking` for the Lambdas, and `marshal`.

Nothing is imported here: `blocking` and `marshal` serve the Lambdas, which have no aiohttp.
"""
