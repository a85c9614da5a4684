"""Checks a spec's values by the rules of its definition, before anything is sent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TypeGuard

from crescendo._convert import wrong

_SAFE = 2**53 - 1
"""The greatest whole number that every client and the server can tell from its neighbours."""


@dataclass(frozen=True)
class Rule:
    """What a single value of a field must be: also an entry of a list, a value of a table, an end of a ramp.

    Attributes:
        kind: ``"boolean"``, ``"string"``, ``"integer"`` or ``"number"``.
        words: The words that a text must be one of; any text that is not empty will do without them.
        least: Lower bound that is allowed itself.
        most: Upper bound that is allowed itself.
        above: Lower bound that is not allowed itself.
        below: Upper bound that is not allowed itself.
        entries: The least and the greatest number of entries of a list; None if the field is no list.
        ramp: True if the value may also be a ramp.
        table: The rule of a table's values; None if the field takes no table.
        alone: True if a value may stand without a list or table.
    """

    kind: str
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    above: float | None = None
    below: float | None = None
    entries: tuple[int, float] | None = None
    ramp: bool = False
    table: Rule | None = None
    alone: bool = True


def check_value(rule: Rule, value: object, path: str) -> None:
    """Checks the value of a field.

    Raises:
        InvalidSpec: The value, or one within it, breaks the rule.
    """
    if isinstance(value, Mapping) and rule.table is not None:
        _check_table(rule.table, value.get("table", value), path)
    elif _is_list(value) and rule.ramp:
        _check_ramp(rule, value, path)
    elif rule.entries is not None and not (rule.alone and isinstance(value, Real)):
        _check_list(rule, rule.entries, value, path)
    elif rule.table is not None and not rule.alone:
        raise wrong(path, value, "must be a table of numbers by side in pixels")
    else:
        _check_single(rule, value, path)


def _check_table(rule: Rule, table: object, path: str) -> None:
    if not isinstance(table, Mapping) or not table:
        raise wrong(path, table, "must be a table of numbers by side in pixels")
    for side, value in table.items():
        if not str(side).isdecimal() or int(side) == 0:
            raise wrong(f"{path}.{side}", None, "must be a side in pixels")
        _check_single(rule, value, f"{path}.{side}")


def _check_ramp(rule: Rule, ramp: Sequence[object], path: str) -> None:
    if len(ramp) != 2:
        raise wrong(path, ramp, "must be a number, or two for a ramp")
    for end, value in zip(("from", "to"), ramp, strict=True):
        _check_single(rule, value, f"{path}.{end}")


def _check_list(rule: Rule, entries: tuple[int, float], value: object, path: str) -> None:
    least, most = entries
    if not _is_list(value) or not least <= len(value) <= most:
        count = str(least) if least == most else f"{least} or more" if most == math.inf else f"{least}..{most}"
        single = "a number, or " if rule.alone else ""
        raise wrong(path, value, f"must be {single}a list of {count} entries")
    for k, entry in enumerate(value):
        _check_single(rule, entry, f"{path}.{k}")


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _check_single(rule: Rule, value: object, path: str) -> None:
    if rule.words:
        if value not in rule.words:
            words = ", ".join(rule.words)
            raise wrong(path, value, f"must be one of {words}", bound=words)
    elif rule.kind == "string":
        if not isinstance(value, str) or value == "":
            raise wrong(path, value, "must be a text that is not empty")
    elif rule.kind == "boolean":
        if not isinstance(value, bool):
            raise wrong(path, value, "must be true or false")
    elif not _is_number(rule, value):
        kind = "a whole number" if rule.kind == "integer" else "a number"
        bounds = _bounds(rule)
        raise wrong(path, value, f"must be {kind} {bounds}".strip(), bound=bounds.removeprefix("in ") or kind)


def _is_number(rule: Rule, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return False
    if rule.kind == "integer" and not (isinstance(value, Integral) and int(value) <= _SAFE):
        return False
    number = float(value)
    return (
        (rule.least is None or number >= rule.least)
        and (rule.most is None or number <= rule.most)
        and (rule.above is None or number > rule.above)
        and (rule.below is None or number < rule.below)
    )


def _bounds(rule: Rule) -> str:
    if rule.least is not None and rule.most is not None:
        return f"in {_plain(rule.least)}..{_plain(rule.most)}"
    bounds = [
        ("of {} or more", rule.least),
        ("above {}", rule.above),
        ("of at most {}", rule.most),
        ("below {}", rule.below),
    ]
    return " and ".join(text.format(_plain(bound)) for text, bound in bounds if bound is not None)


def _plain(bound: float) -> str:
    return str(int(bound)) if isinstance(bound, float) and bound.is_integer() and bound < _SAFE else str(bound)
