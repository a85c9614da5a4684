"""Run specs between dataclasses, plain data and protobuf messages, by the messages' descriptors.

The metadata of a dataclass's field has what its descriptor does not say: the class of a part, the count of a list's
numbers and the greater count that it may have, whether 0 is a value of its own, and for a field that travels in two,
the names of a value's and of a table's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

from crescendo._convert import check_names, enum_word, set_numbers, set_strings, set_value, set_word, wrong
from crescendo._gen import crescendo_pb2 as pb
from crescendo._spec_check import check_value
from crescendo._spec_rules import PRESET, RULES, STAGES_MOST
from crescendo.errors import InvalidSpec

Part = TypeVar("Part")

_IN_SCHEDULE = ("schedule", "reference_size")
"""Fields of a run that travel within its schedule."""

_STRING, _MESSAGE, _ENUM = 9, 11, 14
"""FieldDescriptor.TYPE_STRING, TYPE_MESSAGE and TYPE_ENUM."""


def run_from_dict(kind: type[Part], stage: type[Any], values: Mapping[str, Any]) -> Part:
    """Makes a run's spec of plain data.

    Raises:
        InvalidSpec: It is no mapping, or a field is unknown or missing.
    """
    if not isinstance(values, Mapping):
        raise InvalidSpec(
            f'spec must be a RunSpec or a dict, such as {{"dataset": "train"}} (given: {values!r}); read a file with '
            "yaml.safe_load(open(path))",
            reason="INVALID_FIELD",
            metadata={"field": "spec", "value": str(values)},
        )
    schedule = values.get("schedule")
    plain = dict(values)
    if isinstance(schedule, Mapping) and "reference_size" in schedule:
        plain["reference_size"] = schedule["reference_size"]
        schedule = {name: value for name, value in schedule.items() if name != "reference_size"}
    check_names(values, [f.name for f in fields(kind)], "")  # type: ignore[arg-type]
    if values.get("dataset") is None and values.get("datasets") is None:
        raise wrong("dataset", None, "is missing")
    plain["schedule"] = _schedule_from(stage, schedule)
    return part_from(kind, plain, "")


def part_from(kind: type[Part], value: object, path: str) -> Part:
    """Makes a spec or a part of one of plain data.

    Raises:
        InvalidSpec: It is no mapping, or a field is unknown or missing.
    """
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise wrong(path, value, f"must be a mapping or of type {kind.__name__}")
    prefix = f"{path}." if path else ""
    known = _by_name(kind)
    check_names(value, list(known), prefix)
    for name, field in known.items():
        if field.default is MISSING and name not in value:
            raise wrong(prefix + name, None, "is missing")
    return kind(**{name: _value_from(known[name], given, prefix + name) for name, given in value.items()})


def _value_from(field: Field[Any], value: Any, path: str) -> Any:
    if value is None:
        return None
    if "part" in field.metadata and field.metadata.get("list", False):
        kind = field.metadata["part"]
        return tuple(part_from(kind, entry, f"{path}.{k}") for k, entry in enumerate(_entries(value, path)))
    if "part" in field.metadata:
        return part_from(field.metadata["part"], value, path)
    if "Strength" in str(field.type) and isinstance(value, Mapping):
        # A ramp as in YAML.
        check_names(value, ["from", "to"], f"{path}.")
        if len(value) != 2:
            raise wrong(path, dict(value), "must have from and to")
        return (value["from"], value["to"])
    return value


def _entries(value: object, path: str) -> Sequence[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) == 0:
        raise wrong(path, value, "must be a list of 1 or more entries")
    return value


def _schedule_from(stage: type[Any], schedule: object) -> str | tuple[Any, ...] | None:
    if isinstance(schedule, Mapping):
        check_names(schedule, ["preset", "stages"], "schedule.")
        if len(schedule) != 1:
            raise wrong("schedule", dict(schedule), "must have either a preset or stages")
        schedule = schedule.get("preset", schedule.get("stages"))
    if schedule is None or isinstance(schedule, str):
        return schedule
    if not isinstance(schedule, Sequence):
        raise wrong("schedule", schedule, "must be a preset's name or a list of stages")
    return tuple(part_from(stage, value, f"schedule.stages.{k}") for k, value in enumerate(schedule))


def run_message(spec: Any) -> pb.RunSpec:
    """Makes the message of a run's spec.

    Raises:
        InvalidSpec: A value is of a wrong type or not among the field's words.
    """
    message = pb.RunSpec()
    if spec.dataset is None and spec.datasets is None:
        raise wrong("dataset", None, "is missing")
    _fill(message, spec, "", leave_out=_IN_SCHEDULE)
    if isinstance(spec.schedule, str):
        check_value(PRESET, spec.schedule, "schedule.preset")
        message.schedule.preset = spec.schedule
    elif spec.schedule is not None:
        if not 1 <= len(spec.schedule) <= STAGES_MOST:
            raise wrong("schedule.stages", spec.schedule, f"must be a list of 1..{STAGES_MOST} entries")
        for k, stage in enumerate(spec.schedule):
            _fill(message.schedule.stages.add(), stage, f"schedule.stages.{k}.")
    if spec.reference_size is not None:
        check_value(RULES["RunSpec"]["reference_size"], spec.reference_size, "reference_size")
        if spec.schedule is None or isinstance(spec.schedule, str):
            rule = "must be left out unless the schedule has stages"
            raise wrong("reference_size", spec.reference_size, rule)
        message.schedule.reference_size = spec.reference_size
    return message


def _fill(message: Any, part: Any, path: str, leave_out: Sequence[str] = ()) -> None:
    # An empty message must still be present.
    message.SetInParent()
    for name, field in _by_name(type(part)).items():
        value = getattr(part, name)
        if value is not None and name not in leave_out:
            rule = RULES[type(part).__name__].get(name)
            if rule is not None:
                check_value(rule, value, path + name)
            _fill_field(message, field, value, path)


def _fill_field(message: Any, field: Field[Any], value: Any, path: str) -> None:
    name, metadata = field.name, field.metadata
    if "table" in metadata:
        _fill_value_or_table(message, field, value, path)
        return
    descriptor = message.DESCRIPTOR.fields_by_name[name]
    if "part" in metadata and metadata.get("list", False):
        for k, entry in enumerate(_entries(value, path + name)):
            _fill(getattr(message, name).add(), entry, f"{path}{name}.{k}.")
    elif "part" in metadata:
        _fill(getattr(message, name), value, f"{path}{name}.")
    elif descriptor.type == _ENUM:
        set_word(message, name, getattr(pb, descriptor.enum_type.name), value, path)
    elif metadata.get("list", False) and descriptor.type == _STRING:
        set_strings(message, name, value, path)
    elif metadata.get("list", False):
        # Their number is the server's to check.
        set_numbers(message, name, value, len(value), path)
    elif "count" in metadata:
        single = metadata.get("single", False) and isinstance(value, int | float)
        if single:
            # A single number travels as a list of one.
            set_numbers(message, name, [value], 1, path)
            return
        count = metadata["count"]
        longer = metadata.get("longer")
        if isinstance(value, Sequence) and len(value) == longer:
            count = longer
        set_numbers(message, name, value, count, path)
    elif _is_map(descriptor):
        _fill_table(getattr(message, name), value, path + name)
    elif descriptor.type == _MESSAGE:
        _fill_strength(getattr(message, name), value, path + name)
    else:
        set_value(message, name, value, path)


def _fill_value_or_table(message: Any, field: Field[Any], value: Any, path: str) -> None:
    """A table has a field of its own; where the other one is an enum, that then says so."""
    target, table = field.metadata["value"], field.metadata["table"]
    descriptor = message.DESCRIPTOR.fields_by_name[target]
    words = descriptor.type == _ENUM
    enum: Any = getattr(pb, descriptor.enum_type.name) if words else None
    if isinstance(value, Mapping):
        if words:
            set_word(message, target, enum, "table", path)
            # As in YAML, where a cost that is not a table is a word.
            value = value.get("table", value)
        _fill_table(getattr(message, table), value, path + field.name)
    elif words:
        known = [word for number in enum.values() if (word := enum_word(enum, number)) not in (None, "table")]
        if value not in known:
            raise wrong(path + field.name, value, f"must be a table or one of {', '.join(map(str, known))}")
        set_word(message, target, enum, value, path)
    else:
        set_value(message, target, value, path)


def _fill_strength(message: pb.Strength, value: object, path: str) -> None:
    message.SetInParent()
    ramp: Sequence[Any] = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    if len(ramp) not in (1, 2):
        raise wrong(path, value, "must be a number, or two for a ramp")
    try:
        setattr(message, "from", ramp[0])
        if len(ramp) == 2:
            message.to = ramp[1]
    except TypeError as error:
        raise wrong(path, value, "must be a number, or two for a ramp") from error


def _fill_table(message: Any, table: Any, path: str) -> None:
    if not isinstance(table, Mapping):
        raise wrong(path, table, "must be a table by side in pixels")
    for side, value in table.items():
        try:
            message[int(side)] = value
        except (TypeError, ValueError) as error:
            raise wrong(f"{path}.{side}", value, "must be a number, by a side in pixels") from error


def run_from_message(kind: type[Part], stage: type[Any], message: pb.RunSpec) -> Part:
    """Reads a run's spec from its message."""
    values = _values_of(kind, message, leave_out=_IN_SCHEDULE)
    if message.HasField("schedule"):
        schedule = message.schedule
        values["schedule"] = schedule.preset or tuple(part_of(stage, entry) for entry in schedule.stages)
        values["reference_size"] = schedule.reference_size or None
    return kind(**values)


def part_of(kind: type[Part], message: Any) -> Part:
    """Reads a part of a spec from its message."""
    return kind(**_values_of(kind, message))


def _values_of(kind: type[Any], message: Any, leave_out: Sequence[str] = ()) -> dict[str, Any]:
    known = {name: field for name, field in _by_name(kind).items() if name not in leave_out}
    return {name: _value_of(field, message) for name, field in known.items()}


def _value_of(field: Field[Any], message: Any) -> Any:
    name, metadata = field.name, field.metadata
    target = metadata.get("value", name)
    descriptor = message.DESCRIPTOR.fields_by_name[target]
    value = getattr(message, target)
    if descriptor.type == _ENUM:
        word = enum_word(getattr(pb, descriptor.enum_type.name), value)
        return dict(getattr(message, metadata["table"])) if word == "table" else word
    if "part" in metadata and metadata.get("list", False):
        return tuple(part_of(metadata["part"], entry) for entry in value) or None
    if "count" in metadata or metadata.get("list", False):
        values = tuple(value)
        return values[0] if metadata.get("single", False) and len(values) == 1 else values or None
    if _is_map(descriptor):
        return dict(value) or None
    if descriptor.has_presence and not message.HasField(target):
        return dict(getattr(message, metadata["table"])) or None if "table" in metadata else None
    if "part" in metadata:
        return part_of(metadata["part"], value)
    if descriptor.type == _MESSAGE:
        start: float = getattr(value, "from")
        return (start, value.to) if value.HasField("to") else start
    always = descriptor.has_presence or field.default is MISSING or metadata.get("zero", False)
    return value if always else value or None


def _is_map(descriptor: Any) -> bool:
    return descriptor.type == _MESSAGE and bool(descriptor.message_type.GetOptions().map_entry)


def _by_name(kind: Any) -> dict[str, Field[Any]]:
    return {field.name: field for field in fields(kind)}
