"""The same reads as a user would write them first: FastAPI and boto3. `python -m tests.bench.reads.plain`.

The token is checked as PyJWT's documentation shows, and the answers are ours, so that both send the same.
"""

import heapq
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import boto3
import jwt
import uvicorn
from boto3.dynamodb.types import TypeDeserializer
from fastapi import Depends, FastAPI, HTTPException, Request

from services.api.views.flight import FlightView, flight_view
from services.api.views.flight_list import FlightPage, flight_line
from services.core.contracts.scopes import LOCAL_AUDIENCE, LOCAL_ISSUER, Scope

TABLE = os.environ["FLIGHTPULSE_TABLE"]
SHARDS = int(os.environ["FLIGHTPULSE_STATUS_SHARDS"])
KEYS = jwt.PyJWKSet.from_json(Path(urlsplit(os.environ["FLIGHTPULSE_JWKS_URL"]).path).read_text())

app = FastAPI()
table = boto3.resource("dynamodb").Table(TABLE)
client = boto3.client("dynamodb")
_deserializer = TypeDeserializer()


def caller(request: Request) -> None:
    """Whoever brings a token with the scope."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        key = KEYS[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, ["ES256"], audience=LOCAL_AUDIENCE, issuer=LOCAL_ISSUER)
    except (jwt.PyJWTError, KeyError) as error:
        raise HTTPException(401) from error
    if Scope.FLIGHTS_READ not in claims["scope"].split():
        raise HTTPException(403)


Caller = Annotated[None, Depends(caller)]


@app.get("/v1/flights/{key}")
def flight(key: str, _: Caller) -> FlightView:
    """One GetItem. A plain function, as boto3 blocks: FastAPI gives it a thread."""
    found: Any = table.get_item(Key={"PK": f"FLT#{key}", "SK": "STATE"}).get("Item")
    if found is None:
        raise HTTPException(404)
    return flight_view({**found, "ver": int(found["ver"])})


@app.get("/v1/flights")
def flights(status: str, date: str, _: Caller, limit: int = 50) -> FlightPage:
    """One Query for each part of the index, merged."""
    parts = [list(_part(f"ST#{status}#{date}#{number}", limit)) for number in range(SHARDS)]
    rows = list(heapq.merge(*parts, key=lambda row: str(row["GSI1SK"])))
    return FlightPage(items=[flight_line(row) for row in rows[:limit]], next=None)


def _part(pk: str, limit: int) -> Iterator[dict[str, Any]]:
    answer = client.query(
        TableName=TABLE,
        IndexName="GSI1",
        KeyConditionExpression="GSI1PK = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
        Limit=limit + 1,
    )
    for item in answer["Items"]:
        yield {name: _deserializer.deserialize(value) for name, value in item.items()}


def main() -> None:
    """Serve on a free port, which is said."""
    config = uvicorn.Config(app, "127.0.0.1", 0, http="httptools", access_log=False, log_level="warning")
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    import asyncio

    async def serve() -> None:
        await server.startup()
        port = server.servers[0].sockets[0].getsockname()[1]
        print(json.dumps({"message": f"http://127.0.0.1:{port}"}), flush=True)
        await server.main_loop()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
