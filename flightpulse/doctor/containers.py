"""The container engine, which only the Compose stack and the image builds need."""

from flightpulse.compose.engine import memory_megabytes
from flightpulse.compose.preflight import MEMORY_NEEDED, engine_problem
from flightpulse.doctor.finding import Finding, ok, warn

NOT_FOR_THE_DEMO = "only `make up` and `make images` need it"


def engine() -> Finding:
    """Whether there is one, with Compose and enough memory."""
    problem = engine_problem()
    if problem is not None:
        return warn("containers", problem, NOT_FOR_THE_DEMO)
    memory = memory_megabytes()
    if memory is not None and memory < MEMORY_NEEDED:
        return warn("containers", f"the engine has {memory} MB", f"the stack needs {MEMORY_NEEDED} MB")
    return ok("containers", "Docker and Compose answer" if memory is None else f"the engine has {memory} MB")
