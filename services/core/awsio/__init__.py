"""AWS for the hot paths: `client.AwsClient`, its typed `errors`, and `marshal` for attribute values.

Nothing is imported here: `errors` and `marshal` serve the messenger too, which has no aiohttp.
"""
