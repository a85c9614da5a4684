"""Frameworks that are optional dependencies."""

from __future__ import annotations


def missing_extra(error: ModuleNotFoundError, framework: str, adapter: str | None = None) -> ModuleNotFoundError:
    """Returns the error to raise when an adapter cannot import its framework.

    Args:
        error: The error of the import.
        framework: The framework's module.
        adapter: The adapter's module, which is also the extra's name; None if both have the framework's name.

    Returns:
        An error that names the extra to install; ``error`` itself if another module is missing.
    """
    if error.name != framework:
        return error
    adapter = adapter or framework
    message = f'crescendo.{adapter} needs {framework}: pip install "crescendo-client[{adapter}]"'
    return ModuleNotFoundError(message, name=framework)
