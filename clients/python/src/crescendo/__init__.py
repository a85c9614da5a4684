"""Client of Crescendo, a data server for curriculum training of vision models.

``connect`` manages runs, and ``Loader`` iterates over batches. ``crescendo.torch`` and ``crescendo.jax`` adapt a loader
to those frameworks, and the modules ``lightning``, ``pytorch_lightning`` and ``huggingface`` of this package to
trainers on top of PyTorch. They must be imported explicitly.
"""

from crescendo import schedules
from crescendo._connect import connect
from crescendo._version import __version__ as __version__
from crescendo.augmentation import ErasingSpec, MixingSpec
from crescendo.batch import Batch, BatchInfo
from crescendo.client import Client
from crescendo.errors import (
    Closed,
    CrescendoError,
    DataLoss,
    FailedPrecondition,
    InvalidArgument,
    InvalidSpec,
    NotFound,
    OutOfRange,
    PermissionDenied,
    ProtocolError,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    VersionSkew,
)
from crescendo.lifecycle import Fork, RunSummary, SpecDifference
from crescendo.loader import Loader
from crescendo.mixing import Mixing, soft_targets
from crescendo.run import BadSample, DatasetInfo, DatasetProgress, RankProgress, Run, RunStatus, Stage, UnreadSample
from crescendo.schedule import BudgetSpec, ReplaySpec, StageSpec
from crescendo.spec import MixedDatasetSpec, RunSpec, ShuffleSpec, ValidationSpec
from crescendo.validation import ValidationLoader

__all__ = [
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
