"""Where the installed timm lies, found without importing it."""

import importlib.util
import pathlib

_spec = importlib.util.find_spec("timm")
assert _spec is not None and _spec.origin is not None
FOLDER = pathlib.Path(_spec.origin).parent
