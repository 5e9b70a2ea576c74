"""No tracked file names a package registry, a machine's folder or a secret."""

import re

import pytest

from tests.unit.project.repository import ROOT, text_of, tracked_files

# Put together from halves, so that this file does not hold what it looks for.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npm" + "js",
    "registry." + "yarnpkg",
    "static.crates" + ".io",
    "proxy.golang" + ".org",
    "repo1." + "maven",
    "deb.debian" + ".org",
    "index" + "-url =",
]
FORBIDDEN = {
    "a package registry": re.compile("|".join(map(re.escape, REGISTRIES))),
    "a machine's folder": re.compile(r"(?<![\w.~-])/" + r"(?:work|root|home|Users|tmp/fp)/\w"),
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "a token": re.compile(r"\b(?:ghp|gho|xoxb|xoxp|sk_live)_?-?[0-9A-Za-z]{20,}"),
    "a password in a URL": re.compile(r"\w+://[^\s/:@{}]+:[^\s/@{}]{3,}@"),
}
# AWS's own example keys, with which it publishes what signatures have to be.
PUBLISHED_EXAMPLES = re.compile(r"AKIDEXAMPLE|AKIA\w*EXAMPLE")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    assert _findings(FORBIDDEN[what]) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a package registry", "see files.pythonhosted" + ".org"),
        ("a machine's folder", "open('/" + "root/x')"),
        ("a machine's folder", "cd /" + "work/main"),
        ("an AWS access key", "key = AKIA" + "ABCDEFGHIJKLMNOP"),
        ("a private key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
        ("a token", "ghp_" + "a1b2c3d4e5f6g7h8i9j0k1"),
        ("a password in a URL", "postgres://user:" + "hunter2@db"),
    ],
)
def test_the_search_would_find(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


def _findings(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked_files():
        text = PUBLISHED_EXAMPLES.sub("", text_of(path))
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in pattern.finditer(text)]
    return found
