"""Runs pip or uv and shows a dot per package; what the installer said appears only when it failed."""

import signal
import subprocess
import sys

STEPS = ("Collecting ", "Downloading ", "Building ", "Prepared ", "Installed ")


def main(command: list[str]) -> int:
    """Returns the installer's exit code."""
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as installer:
        for line in installer.stdout or []:
            said.append(line)
            if line.startswith(STEPS):
                print(".", end="", flush=True)
    print()
    if installer.returncode:
        print("".join(said), f"failed: {' '.join(command)}", file=sys.stderr, sep="")
    return installer.returncode


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C stops both at once, without a traceback
    sys.exit(main(sys.argv[1:]))
