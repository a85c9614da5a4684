"""Frameworks that are installed only for those who ask for them."""

from __future__ import annotations


def missing_extra(error: ModuleNotFoundError, framework: str) -> ModuleNotFoundError:
    """Returns what to raise when an adapter cannot import its framework.

    Args:
        error: What the import raised.
        framework: The framework's module, which is also the extra's name.

    Returns:
        An error that names the extra to install; ``error`` itself if it is another module that is missing.
    """
    if error.name != framework:
        return error
    message = f'crescendo.{framework} needs {framework}: pip install "crescendo-client[{framework}]"'
    return ModuleNotFoundError(message, name=framework)
