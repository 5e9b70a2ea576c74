"""Lambda zips: the same source gives the same bytes, without the CDK, and nothing that only runs here."""

import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from infra.bundling import BUNDLES, IN_RUNTIME, ROOT, BundlingError, build, source_hash


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The least that can be bundled."""
    for folder in ("services/core", "services/messenger", "services/api"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "services" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "services/messenger/handler.py").write_text("def handle(): return 1\n", encoding="utf-8")
    (tmp_path / "requirements").mkdir()
    _lock(tmp_path, "boto3==1.0.0 \\\n    --hash=sha256:00\n")
    return tmp_path


def _lock(repository: Path, text: str) -> None:
    (repository / "requirements/messenger.txt").write_text(text, encoding="utf-8")


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_same_source_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    one, other = (build("messenger", tmp_path / out, repository) for out in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_the_hash_follows_the_source_and_not_the_clock(repository: Path, tmp_path: Path) -> None:
    first = source_hash(build("messenger", tmp_path / "out", repository))
    handler = repository / "services/messenger/handler.py"
    handler.touch()
    assert source_hash(build("messenger", tmp_path / "out", repository)) == first
    handler.write_text("def handle(): return 2\n", encoding="utf-8")
    assert source_hash(build("messenger", tmp_path / "out", repository)) != first


def test_only_the_kernel_and_the_service_itself_are_inside(repository: Path, tmp_path: Path) -> None:
    cache = repository / "services/messenger/__pycache__"
    cache.mkdir()
    (cache / "handler.cpython-313.pyc").write_bytes(b"")
    assert _names(build("messenger", tmp_path / "out", repository)) == [
        "services/__init__.py",
        "services/core/__init__.py",
        "services/messenger/__init__.py",
        "services/messenger/handler.py",
    ]


def test_a_locked_package_is_copied_but_not_the_installers_records(repository: Path, tmp_path: Path) -> None:
    _lock(repository, f"tzdata=={metadata.version('tzdata')} \\\n    --hash=sha256:00\n")
    names = _names(build("messenger", tmp_path / "out", repository))
    assert "tzdata/zoneinfo/America/New_York" in names
    assert not any(name.endswith(("/RECORD", "/INSTALLER", "/direct_url.json")) for name in names)


def test_a_package_of_another_version_than_locked_is_refused(repository: Path, tmp_path: Path) -> None:
    _lock(repository, "tzdata==1999.1 \\\n    --hash=sha256:00\n")
    with pytest.raises(BundlingError, match=r"tzdata is \S+ here, messenger.txt says 1999.1"):
        build("messenger", tmp_path / "out", repository)


def test_a_package_that_is_not_installed_is_named(repository: Path, tmp_path: Path) -> None:
    _lock(repository, "no-such-package==1.0 \\\n    --hash=sha256:00\n")
    with pytest.raises(BundlingError, match=r"no-such-package is not installed: install messenger.txt"):
        build("messenger", tmp_path / "out", repository)


def test_a_package_with_native_code_is_refused(repository: Path, tmp_path: Path) -> None:
    _lock(repository, f"msgspec=={metadata.version('msgspec')} \\\n    --hash=sha256:00\n")
    with pytest.raises(BundlingError, match="msgspec is not pure Python"):
        build("messenger", tmp_path / "out", repository)


def test_a_missing_folder_or_lock_is_named(repository: Path, tmp_path: Path) -> None:
    (repository / "requirements/messenger.txt").unlink()
    with pytest.raises(BundlingError, match=r"messenger\.txt is not there"):
        build("messenger", tmp_path / "out", repository)
    with pytest.raises(BundlingError, match="services/core is not there"):
        build("messenger", tmp_path / "out", tmp_path / "nowhere")


def test_it_needs_neither_the_cdk_nor_node(tmp_path: Path) -> None:
    without_cdk = (
        "import sys; sys.modules['aws_cdk'] = sys.modules['jsii'] = sys.modules['constructs'] = None\n"
        "from pathlib import Path\nfrom infra.bundling import build\n"
        f"print(build('messenger', Path({str(tmp_path)!r})).stat().st_size)"
    )
    done = subprocess.run(
        [sys.executable, "-c", without_cdk], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 5_000_000


@pytest.mark.parametrize("name", BUNDLES)
def test_the_real_zip_is_pure_python_and_brings_nothing_of_the_runtime(name: str, tmp_path: Path) -> None:
    names = _names(build(name, tmp_path))
    assert not any(name.endswith((".so", ".pyd")) for name in names)
    assert not {name.split("/")[0].replace("_", "-") for name in names} & IN_RUNTIME
    own = ("services/__init__.py", "services/core/", f"services/{name}/")
    assert all(
        inside.startswith(own) for inside in names if inside.startswith(("services", "infra", "tests"))
    )
