"""What is installed, and the example project."""

import importlib.metadata
import shutil
from pathlib import Path

import pop3kit

PROJECT = Path(__file__).resolve().parent.parent


def test_package_needs_nothing_but_the_standard_library():
    assert not importlib.metadata.requires("pop3kit")
    assert importlib.metadata.version("pop3kit") == pop3kit.__version__


def test_types_are_installed():
    files = {str(file) for file in importlib.metadata.files("pop3kit") or []}
    assert "pop3kit/py.typed" in files
    assert not any(name.startswith(("tests/", "example/")) for name in files)


def test_example_project_passes(pytester):
    shutil.copytree(PROJECT / "example", pytester.path / "example")
    pytester.runpytest_subprocess("-p", "no:cacheprovider", "example").assert_outcomes(passed=3)
