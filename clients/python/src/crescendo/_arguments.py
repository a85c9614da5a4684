"""Checks of the loader's arguments."""

from __future__ import annotations

import math
from typing import Any

from crescendo.errors import InvalidArgument


def check_shared_memory(value: bool | str) -> bool | str:
    """Returns the value. Raises ``InvalidArgument`` if it is not one of the words."""
    if value in (True, False, "auto"):
        return value
    raise InvalidArgument(
        f'shared_memory must be True, False or "auto" (given: {value!r})',
        reason="INVALID_FIELD",
        metadata={"field": "shared_memory", "value": str(value)},
    )


def check_seconds(field: str, value: Any, *, zero: bool) -> None:
    """Raises ``InvalidArgument`` unless the value is a finite number of seconds: above 0, or also 0 if ``zero``."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and math.isfinite(value) and (value > 0 or (zero and value == 0)):
        return
    bound = "0 or more" if zero else "above 0"
    raise InvalidArgument(
        f"{field} must be a finite number of seconds, {bound} (given: {value!r})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )


def check_flag(field: str, value: Any) -> None:
    """Raises ``InvalidArgument`` unless the value is True or False."""
    if not isinstance(value, bool):
        raise InvalidArgument(
            f"{field} must be True or False (given: {value!r})",
            reason="INVALID_FIELD",
            metadata={"field": field, "value": str(value), "bound": "True or False"},
        )


def check_range(field: str, value: Any, least: int, greatest: int | None) -> None:
    """Raises ``InvalidArgument`` unless the value is a whole number in a range, which is open above if ``greatest`` is
    None.
    """
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and value >= least and (greatest is None or value <= greatest):
        return
    bound = f"at least {least}" if greatest is None else f"{least}..{greatest}"
    raise InvalidArgument(
        f"{field} must be a whole number, {bound} (given: {value!r})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )
