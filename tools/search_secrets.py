"""`python -m tools.search_secrets`: gitleaks over every commit of this history."""

import subprocess
import sys

from tools.go_tool import ROOT, ToolMissing, go_tool

GITLEAKS = "github.com/zricethezav/gitleaks/v8"


def main() -> int:
    """Returns gitleaks' exit code; 1 when it cannot be built."""
    try:
        gitleaks = go_tool(GITLEAKS)
    except ToolMissing as reason:
        print(f"make secrets needs Go (see tools/go/go.mod for its version): {reason}", file=sys.stderr)
        return 1
    return subprocess.run([gitleaks, "git", "--no-banner", "--redact", "."], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
