"""Reads a list to its end."""

from typing import Any

import httpx


async def every_page(client: httpx.AsyncClient, path: str, limit: int, **params: str) -> list[Any]:
    """The pages of a list, in order."""
    pages: list[Any] = []
    cursor: str | None = None
    while True:
        given = params | {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})
        response = await client.get(path, params=given)
        assert response.status_code == 200, response.text
        page = response.json()
        assert len(page["items"]) <= limit
        pages.append(page["items"])
        cursor = page["next"]
        if cursor is None:
            return pages
