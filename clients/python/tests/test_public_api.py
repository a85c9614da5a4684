"""The public API does not change by accident, and does not import frameworks."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import crescendo

ROOT = Path(__file__).parents[3]


def test_the_exported_names_are_these():
    assert sorted(crescendo.__all__) == [
        "BadSample",
        "Batch",
        "BatchInfo",
        "BudgetSpec",
        "Client",
        "Closed",
        "CrescendoError",
        "DataLoss",
        "DatasetInfo",
        "DatasetProgress",
        "ErasingSpec",
        "FailedPrecondition",
        "Fork",
        "InvalidArgument",
        "InvalidSpec",
        "Loader",
        "MixedDatasetSpec",
        "Mixing",
        "MixingSpec",
        "NotFound",
        "OutOfRange",
        "PermissionDenied",
        "ProtocolError",
        "RankProgress",
        "ReplaySpec",
        "ResourceExhausted",
        "Run",
        "RunSpec",
        "RunStatus",
        "RunSummary",
        "ShuffleSpec",
        "SpecDifference",
        "Stage",
        "StageSpec",
        "Unauthenticated",
        "Unavailable",
        "UnreadSample",
        "ValidationLoader",
        "ValidationSpec",
        "VersionSkew",
        "connect",
        "schedules",
        "soft_targets",
    ]
    assert all(hasattr(crescendo, name) for name in crescendo.__all__)


def test_importing_the_package_imports_no_framework(environment):
    code = "import sys, crescendo; print({'torch', 'jax', 'ray'} & set(sys.modules))"
    child = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "set()"


def test_the_version_is_written_once_and_is_that_of_the_whole_project():
    """The build reads ``_version.py``; server and TypeScript client have a package.json each."""
    assert 'dynamic = ["version"]' in (ROOT / "clients/python/pyproject.toml").read_text()
    assert re.search(
        r'^path = "src/crescendo/_version.py"$', (ROOT / "clients/python/pyproject.toml").read_text(), re.M
    )
    for manifest in ("package.json", "clients/typescript/package.json"):
        assert json.loads((ROOT / manifest).read_text())["version"] == crescendo.__version__


@pytest.mark.parametrize(
    ("adapter", "framework"),
    [
        ("torch", "torch"),
        ("jax", "jax"),
        ("lightning", "lightning"),
        ("pytorch_lightning", "pytorch_lightning"),
        ("huggingface", "transformers"),
        ("ray", "ray"),
    ],
)
def test_an_adapter_without_its_framework_names_the_extra(environment, adapter, framework):
    """An installed framework is hidden from the child process."""
    code = f"""
import sys
sys.modules.update({{"{framework}": None}} if {find_spec(framework) is not None} else {{}})
import crescendo.{adapter}
"""
    child = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert child.returncode == 1
    # This adapter imports torch first, which may be missing as well.
    first = "torch" if adapter == "huggingface" and find_spec("torch") is None else framework
    expected = f'ModuleNotFoundError: crescendo.{adapter} needs {first}: pip install "crescendo-client[{adapter}]"'
    assert child.stderr.strip().splitlines()[-1] == expected


def test_a_framework_that_lacks_a_module_of_its_own_says_which():
    from crescendo._extras import missing_extra

    error = ModuleNotFoundError("No module named 'sympy'", name="sympy")
    assert missing_extra(error, "torch") is error
