"""Frameworks that are optional dependencies."""

from __future__ import annotations


def missing_extra(error: ModuleNotFoundError, framework: str) -> ModuleNotFoundError:
    """Returns the error to raise when an adapter cannot import its framework.

    Args:
        error: The error of the import.
        framework: The framework's module, which is also the extra's name.

    Returns:
        An error that names the extra to install; ``error`` itself if another module is missing.
    """
    if error.name != framework:
        return error
    message = f'crescendo.{framework} needs {framework}: pip install "crescendo-client[{framework}]"'
    return ModuleNotFoundError(message, name=framework)
