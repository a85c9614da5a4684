"""The public surface does not change by accident, and does not drag frameworks in."""

import subprocess
import sys

import crescendo


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
        "ErasingSpec",
        "FailedPrecondition",
        "InvalidArgument",
        "InvalidSpec",
        "Loader",
        "Mixing",
        "MixingSpec",
        "NotFound",
        "OutOfRange",
        "ProtocolError",
        "RankProgress",
        "ReplaySpec",
        "ResourceExhausted",
        "Run",
        "RunSpec",
        "RunStatus",
        "Stage",
        "StageSpec",
        "Unavailable",
        "ValidationLoader",
        "ValidationSpec",
        "connect",
        "schedules",
        "soft_targets",
    ]
    assert all(hasattr(crescendo, name) for name in crescendo.__all__)


def test_importing_the_package_imports_no_framework(environment):
    code = "import sys, crescendo; print({'torch', 'jax'} & set(sys.modules))"
    child = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "set()"
