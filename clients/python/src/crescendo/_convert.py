"""Conversion between plain values and the fields of protobuf messages, with errors that name the field."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from crescendo.errors import InvalidSpec


def enum_word(enum: Any, number: int) -> str | None:
    """Returns the last word of an enum value in lower case: DTYPE_UINT8 is ``"uint8"``. 0 and unknown give None."""
    if number == 0 or number not in enum.values():
        return None
    return str(enum.Name(number)).removeprefix(_prefix(enum)).lower()


def _prefix(enum: Any) -> str:
    """Enum values repeat the enum's name, the zero value with the word UNSPECIFIED."""
    return str(enum.Name(0)).removesuffix("UNSPECIFIED")


def set_word(message: Any, name: str, enum: Any, word: object, path: str = "") -> None:
    """Sets an enum field by its word."""
    words = [enum_word(enum, number) for number in enum.values() if number != 0]
    if word not in words:
        raise wrong(path + name, word, f"must be one of {', '.join(str(w) for w in words)}")
    setattr(message, name, int(enum.Value(_prefix(enum) + str(word).upper())))


def set_value(message: Any, name: str, value: object, path: str = "") -> None:
    """Sets a plain field. Booleans are only for boolean fields, and numbers must be finite."""
    boolean = isinstance(value, bool) and message.DESCRIPTOR.fields_by_name[name].type != _TYPE_BOOL
    if boolean or (isinstance(value, float) and not math.isfinite(value)):
        raise wrong(path + name, value, "is not a value of this field")
    try:
        setattr(message, name, value)
    except (TypeError, ValueError) as error:
        raise wrong(path + name, value, str(error)) from error


_TYPE_BOOL = 8
"""FieldDescriptor.TYPE_BOOL."""


def set_numbers(message: Any, name: str, value: object, count: int, path: str = "") -> None:
    """Fills a repeated field with ``count`` numbers."""
    rule = f"must be {_COUNTS.get(count, count)} numbers"
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != count:
        raise wrong(path + name, value, rule)
    try:
        getattr(message, name).extend(value)
    except (TypeError, ValueError) as error:
        raise wrong(path + name, value, rule) from error


def set_strings(message: Any, name: str, value: object, path: str = "") -> None:
    """Fills a repeated field with strings."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise wrong(path + name, value, "must be a list of strings")
    getattr(message, name).extend(value)


_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four"}


_ELSEWHERE = {
    "batchsize": "global_batch",
    "epochs": "equivalent_epochs",
    "imgsize": "base_size",
    "imagesize": "base_size",
    "autoaugment": "randaugment",
    "hflip": "horizontal_flip",
    "reprob": "erasing",
    "mixup": "mixing",
    "cutmix": "mixing",
    "numreplicas": "world_size",
}
"""What other libraries call a field, without underscores."""


def check_names(values: Mapping[str, Any], known: Sequence[str], path: str) -> None:
    """Refuses a key that is not among ``known``."""
    unknown = sorted(str(name) for name in values if name not in known)
    if unknown:
        meant = _ELSEWHERE.get(unknown[0].replace("_", "").lower())
        # Names are compared without case and underscores, so that the TypeScript client's spelling is near.
        plain = {name.replace("_", ""): name for name in known}
        begun = [name for name in plain if len(unknown[0]) > 2 and name.startswith(unknown[0].replace("_", "").lower())]
        nearest = get_close_matches(unknown[0].replace("_", "").lower(), list(plain), n=1)
        likely = (
            meant if meant in known else plain[(begun if len(begun) == 1 else nearest)[0]] if begun or nearest else None
        )
        way = f"the fields are {', '.join(known)}" if likely is None else f"did you mean {likely}?"
        raise wrong(path + unknown[0], None, f"is not a field; {way}")


def wrong(path: str, value: object, rule: str, bound: str | None = None) -> InvalidSpec:
    """Makes the error for a field."""
    given = "" if value is None else f" (given: {value!r})"
    metadata = {"field": path} if value is None else {"field": path, "value": str(value)}
    if bound is not None:
        metadata["bound"] = bound
    return InvalidSpec(f"invalid run spec: {path}: {rule}{given}", reason="INVALID_FIELD", metadata=metadata)
