"""Crescendo as in crescendo_client.py, but the work before the crop follows the stage (``fidelity: matched``)."""

from functools import partial

import crescendo_client

batches = partial(crescendo_client.batches, fidelity="matched")
describe = partial(crescendo_client.describe, fidelity="matched")
