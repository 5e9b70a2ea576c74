"""Liveness and readiness."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.services import Use
from services.api.views.commands import Health, Ready

router = guarded_router("operations")


@router.get("/health")
async def health() -> Health:
    """The process turns. No dependency is asked: an outage elsewhere must not restart this task."""
    return Health(status="alive")


@router.get("/ready", responses=answers(problems.NOT_READY))
async def ready(use: Use) -> Ready:
    """The table and a broker answered, each within a second."""
    checks = dict(await use.readiness.check())
    if all(checks.values()):
        return Ready(status="ready", checks=checks)
    failed = " and ".join(name for name, answered in checks.items() if not answered)
    raise Problem(problems.NOT_READY, f"no answer in time from: {failed}", checks=checks)
