"""Checks of the loader's arguments."""

from __future__ import annotations

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
