"""Who asks."""

from services.api.auth.guard import Caller, guarded_router
from services.api.views.page import Me, me_view

router = guarded_router("operations")


@router.get("/v1/me")
async def me(caller: Caller) -> Me:
    """Whom the API takes the caller for, and what the token opens: so a page shows what its reader may do."""
    return me_view(caller)
