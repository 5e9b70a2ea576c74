"""What has to be there before anything is started, said in one sentence when it is not."""

from flightpulse.demo.options import DemoOptions
from flightpulse.errors import UsageProblem
from local.emulator.environment import EmulatorMissing, emulator_python
from local.replay.dataset import DatasetMissing, archive
from local.runtime.ports import accepts_connections


def check_setup(options: DemoOptions) -> None:
    """Raises UsageProblem for a missing environment, missing data, or a port that is taken."""
    try:
        if options.against is None:
            emulator_python()
        archive()
    except (EmulatorMissing, DatasetMissing) as missing:
        raise UsageProblem(str(missing)) from missing
    if options.against is not None and (options.port is not None or options.keep_running):
        raise UsageProblem(
            "--against replays on a stack that runs by itself: leave --port and --keep-running out"
        )
    if options.port is not None and accepts_connections(options.port):
        raise UsageProblem(
            f"port {options.port} is in use; choose another with --port, or leave it out for a free one"
        )
