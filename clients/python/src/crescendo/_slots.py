"""The slots of shared memory that a trainer uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from crescendo._shared_memory import Slot
from crescendo.errors import ProtocolError


class Lender(Protocol):
    """A stream whose server has written to a slot."""

    def release(self, before_step: int, steps: Iterable[int] = ()) -> None:
        """Lets the server write to the slots of ``steps`` again."""


def check_intact(run: str, step: int, slot: Slot) -> None:
    """Raises ``ProtocolError`` if the server has written to a slot while it was in use."""
    if not slot.intact():
        raise ProtocolError(
            f"run {run}: the shared memory of step {step} was written to while the batch was in use",
            reason="SHARED_MEMORY",
            metadata={"run": run, "step": str(step)},
        )


class KeptSlots:
    """Slots of several servers, each of which is released when nothing refers to its batch any more.

    Args:
        run: Name of the run, for messages.
    """

    def __init__(self, run: str) -> None:
        self._run = run
        self._lenders: dict[int, Lender] = {}
        self._kept: dict[int, Slot] = {}

    def lent(self, step: int, lender: Lender) -> None:
        """The batch of a step lies in a slot."""
        self._lenders[step] = lender

    def release(self, step: int, slot: Slot) -> None:
        """The loader does not refer to a batch any more; the trainer may.

        Raises:
            ProtocolError: The server has written to the slot.
        """
        check_intact(self._run, step, slot)
        self._kept[step] = slot
        self.release_free()

    def release_free(self) -> None:
        """Releases the slots to which nobody refers. Raises as ``release``."""
        free: dict[Lender, list[int]] = {}
        for step in [step for step, slot in self._kept.items() if not slot.in_use()]:
            check_intact(self._run, step, self._kept.pop(step))
            free.setdefault(self._lenders.pop(step), []).append(step)
        for lender, steps in free.items():
            lender.release(0, steps)
