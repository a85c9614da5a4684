"""Frameworks that are optional dependencies."""

from __future__ import annotations


def missing_extra(
    error: ModuleNotFoundError, framework: str, adapter: str | None = None, extra: str | None = None
) -> ModuleNotFoundError:
    """Returns the error to raise when an adapter cannot import its framework.

    Args:
        error: The error of the import.
        framework: The framework's module.
        adapter: The adapter's module in this package; None if it has the framework's name.
        extra: The extra to install; None if it has the adapter's name.

    Returns:
        An error that names the extra to install; ``error`` itself if another module is missing.
    """
    if error.name != framework:
        return error
    adapter = adapter or framework
    message = f'crescendo.{adapter} needs {framework}: pip install "crescendo-client[{extra or adapter}]"'
    return ModuleNotFoundError(message, name=framework)
