"""The ids by which a server tells trainers apart: see ``Subscribe.client_id`` of the contract."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Hashable

_lock = threading.Lock()
_free: dict[Hashable, str] = {}
if hasattr(os, "register_at_fork"):
    # Two processes must not have the same id.
    os.register_at_fork(after_in_child=_free.clear)


def take_client_id(rank: Hashable) -> str:
    """Returns an id for a trainer of ``rank``, which no other trainer has.

    A loader that follows a closed one gets the id of that one, because the server may not have seen its stream end yet.

    Args:
        rank: What identifies the rank: run, world size and rank.
    """
    with _lock:
        return _free.pop(rank, None) or secrets.token_hex(16)


def give_back_client_id(rank: Hashable, client_id: str) -> None:
    """Leaves ``client_id`` to the next loader of ``rank`` in this process."""
    with _lock:
        _free[rank] = client_id
