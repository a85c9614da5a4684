"""Every public name is documented: its meaning, each of its arguments, its result, and the errors that it raises."""

import ast
import dataclasses
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

FRAMEWORKS = {
    "crescendo.torch": "torch",
    "crescendo.timm": "torch",
    "crescendo.jax": "jax",
    "crescendo.keras": "keras",
    "crescendo.lightning": "lightning",
    "crescendo.pytorch_lightning": "pytorch_lightning",
    "crescendo.huggingface": "transformers",
    "crescendo.ray": "ray",
}
MODULES = ["crescendo", "crescendo.low_frequency", "crescendo.schedules", *FRAMEWORKS]
SECTIONS = ("Args", "Attributes", "Returns", "Yields", "Raises", "Example")
# The special methods that a caller must know about.
DESCRIBED = {"__next__", "__call__"}


def public(module: str) -> Iterator[tuple[str, Any]]:
    """The functions and classes that a module exports, and the public members of its classes."""
    if module in FRAMEWORKS:
        if find_spec(FRAMEWORKS[module]) is None:
            pytest.skip(f"{FRAMEWORKS[module]} is not installed")
        if find_spec("torchvision") is not None:
            importlib.import_module("torchvision_repair")
    loaded = importlib.import_module(module)
    for name in loaded.__all__:
        value = getattr(loaded, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            yield f"{module}.{name}", value
        if inspect.isclass(value):
            for member, found in members(value):
                yield f"{module}.{name}.{member}", found


def members(kind: type) -> Iterator[tuple[str, Any]]:
    """The methods and properties of a class that this package has written."""
    for base in kind.__mro__:
        if not base.__module__.startswith("crescendo"):
            continue
        for name, found in vars(base).items():
            found = getattr(found, "__func__", found)
            # The methods that a dataclass generates do not come from a file.
            written = inspect.isfunction(found) and found.__code__.co_filename != "<string>"
            if (written or isinstance(found, property)) and (not name.startswith("_") or name in DESCRIBED):
                yield name, found


def sections(text: str) -> dict[str, str]:
    """The parts of a docstring in Google's form; what comes before the first of them is ``""``."""
    parts = re.split(rf"^({'|'.join(SECTIONS)}):$", inspect.cleandoc(text), flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def entries(section: str) -> set[str]:
    """The names that a section describes."""
    return set(re.findall(r"^ {4}\**(\w+)(?: \(.*\))?:", section, re.MULTILINE))


def mentions(text: str) -> set[str]:
    """The names that a text sets in double backquotes."""
    return {name for quoted in re.findall(r"``(.+?)``", text, re.DOTALL) for name in re.findall(r"\w+", quoted)}


def parameters(function: Callable[..., Any]) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name not in ("self", "cls")]


def raised(function: Callable[..., Any]) -> set[str]:
    """The classes that a function raises in its own lines."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    nodes = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None]
    names = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return {name for name in names if name[0].isupper()}


def faults(value: Any) -> list[str]:
    """The parts that are missing from a public name's docstring."""
    if not value.__doc__:
        return ["no docstring"]
    if isinstance(value, property):
        return []
    parts = sections(value.__doc__)
    if dataclasses.is_dataclass(value):
        return attribute_faults(value, parts)
    if not inspect.isclass(value):
        return call_faults(value, parts) + return_faults(value, parts)
    if issubclass(value, Exception) or "__init__" not in vars(value):
        return []
    return call_faults(value.__init__, parts)


def attribute_faults(kind: type, parts: dict[str, str]) -> list[str]:
    described = entries(parts.get("Attributes", "")) | mentions(parts[""])
    own = vars(kind).get("__annotations__", {})
    return [f"attribute {name}" for name in own if name not in described]


def call_faults(function: Callable[..., Any], parts: dict[str, str]) -> list[str]:
    listed, named = entries(parts.get("Args", "")), parameters(function)
    found = [f"argument {name}" for name in named if name not in listed | mentions(parts[""])]
    found += [f"argument {name}, which it does not have" for name in sorted(listed - set(named))]
    told = parts.get("Raises", "") + parts[""]
    return found + [f"error {name}" for name in sorted(raised(function)) if name not in told]


def return_faults(function: Callable[..., Any], parts: dict[str, str]) -> list[str]:
    returns = inspect.signature(function).return_annotation not in ("None", None)
    told = {"Returns", "Yields"} & set(parts) or re.match(r"(Returns|Yields|Makes|Reads)\b", parts[""])
    return ["what it returns"] if returns and not told else []


# Frameworks warn of themselves when they are imported.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_is_described(module):
    checked = list(public(module))
    found = [f"{name}: {fault}" for name, value in checked for fault in faults(value)]
    assert checked
    assert not found, "\n".join(found)


def test_what_is_left_out_is_found():
    def nothing(): ...

    def much(first: int, second: int) -> int:
        """Adds.

        Args:
            first: One.
            third: Gone.
        """
        raise ValueError(first)

    assert faults(nothing) == ["no docstring"]
    assert faults(much) == [
        "argument second",
        "argument third, which it does not have",
        "error ValueError",
        "what it returns",
    ]
