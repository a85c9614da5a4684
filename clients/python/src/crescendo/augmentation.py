"""What a run spec says of random erasing and of mixing."""

from crescendo.spec import ErasingSpec, MixingSpec

__all__ = ["ErasingSpec", "MixingSpec"]
