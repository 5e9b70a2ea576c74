"""The child's half of dying with its parent: standard input is a pipe that only the parent holds open."""

import os
import signal
import threading

STANDARD_INPUT = 0


def exit_with_parent() -> None:
    """Kill this process group as soon as standard input ends.

    A pipe, not PR_SET_PDEATHSIG: that signal is sent when the *thread* that started the child ends,
    and it exists on Linux only. The end of the pipe is seen even when the parent was killed with SIGKILL.
    The whole group goes, so that workers which the child started do not survive it.
    """
    threading.Thread(target=_wait_for_the_end_of_input, name="parent-watch", daemon=True).start()


def _wait_for_the_end_of_input() -> None:
    # Not sys.stdin: its lock, held by this thread, would abort the interpreter at a normal exit.
    while os.read(STANDARD_INPUT, 1):
        continue
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
