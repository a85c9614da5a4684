"""The data module, without the base class, which depends on the package through which Lightning is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crescendo._addresses import Addresses
from crescendo._lightning_checks import check_trainer
from crescendo._lightning_feed import ShareFeed, ValidationFeed
from crescendo.batch import BatchInfo
from crescendo.errors import InvalidArgument
from crescendo.run import Run
from crescendo.spec import RunSpec
from crescendo.torch import CrescendoDataset

_OWN = ("rank", "world_size", "split", "form", "device")


class DataModule:
    """A run as the data of a Lightning trainer; see ``crescendo.lightning.CrescendoDataModule``.

    Args:
        address: ``host:port`` of the server, or several servers: see ``connect``.
        run: Name of the run.
        spec: What the run is; None joins one that exists.
        learning_rate: The learning rate by spent share of the budget, such as ``crescendo.schedules.warmup_cosine``
            returns. It is set before each batch, for all optimizers. None leaves it to the module.
        output: As of ``CrescendoDataset``.
        size: Side of validation images in pixels; None takes the base size.
        **arguments: Further arguments of ``CrescendoDataset`` for the training data. Rank, world size, device and form
            are set by the module.

    Raises:
        InvalidArgument: An argument is not allowed.
    """

    trainer: Any

    def __init__(
        self,
        address: Addresses,
        run: str,
        *,
        spec: RunSpec | Mapping[str, Any] | None = None,
        learning_rate: Callable[[float], float] | None = None,
        output: str = "normalized",
        size: int | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__()
        for name in _OWN:
            if name in arguments:
                raise InvalidArgument(
                    f"{name} is not an argument of CrescendoDataModule: the trainer decides it",
                    reason="INVALID_FIELD",
                    metadata={"field": name, "value": str(arguments[name])},
                )
        self._learning_rate = learning_rate
        self._common: dict[str, Any] = {
            "address": address,
            "run": run,
            "spec": spec,
            "model": arguments.pop("model", None),
            "output": output,
            "form": "dict",
        }
        self._size = size
        self._arguments = arguments
        self._train: CrescendoDataset | None = None
        self._shares: ShareFeed | None = None
        self._val: ValidationFeed | None = None
        self._state: dict[str, Any] | None = None

    @property
    def run(self) -> Run:
        """The run, with its stages, classes and number of steps.

        Before the trainer has set the module up, this opens it for a world of the spec's size.
        """
        if self._train is not None:
            return self._train.run
        return CrescendoDataset(**self._common).run

    @property
    def info(self) -> BatchInfo | None:
        """The description of the training batch in use; None before the first."""
        return None if self._train is None else self._train.info

    def setup(self, stage: str) -> None:
        """Makes the dataset of this rank; the trainer calls it in each process.

        Args:
            stage: ``"fit"``, ``"validate"``, ``"test"`` or ``"predict"``.
        """
        self._val = None
        if stage != "fit":
            return
        check_trainer(self.trainer, None)
        self._train = CrescendoDataset(**self._common, **self._place(), **self._arguments)
        if self._state is not None:
            self._train.load_state_dict(self._state)
        # The number of batches differs from epoch to epoch, and Lightning reads it together with the data loader.
        self.trainer.reload_dataloaders_every_n_epochs = 1

    def train_dataloader(self) -> ShareFeed:
        """Returns the batches of the current epoch, as dicts of tensors: ``"images"``, ``"labels"``.

        Raises:
            InvalidArgument: A setting of the trainer would leave batches out or repeat them.
        """
        if self._shares is None:
            check_trainer(self.trainer, self._learning_rate)
            assert self._train is not None
            self._shares = ShareFeed(self._train, self.trainer, self._learning_rate)
        return self._shares

    def val_dataloader(self) -> Any:
        """Returns the validation data of the run, or no data loader if it has none.

        In several processes every rank gets the same number of batches; labels are -100 where there is no sample.
        """
        if self._val is not None:
            return self._val
        if self.run.validation_sample_count == 0:
            return []
        pad = self.trainer.world_size > 1
        connecting = ("credentials", "options", "token", "plaintext_token")
        reading = ("mean", "std", "retry_seconds", "shared_memory", "window", *connecting)
        arguments = {name: value for name, value in self._arguments.items() if name in reading}
        dataset = CrescendoDataset(**self._common, **self._place(), **arguments, split="val", size=self._size, pad=pad)
        self._val = ValidationFeed(dataset, self._acknowledge)
        return self._val

    def teardown(self, stage: str) -> None:
        """Reports the last batch as consumed and closes the connection; the trainer calls it at the end.

        Args:
            stage: As of ``setup``.
        """
        if stage != "fit" or self._shares is None:
            return
        if self.trainer.fast_dev_run:
            self._shares.feed.close()
        else:
            self._shares.feed.finish()
        self._shares = None

    def state_dict(self) -> dict[str, Any]:
        """Returns the position after the last training batch; the trainer puts it into its checkpoints."""
        return {} if self._train is None else self._train.state_dict()

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to a position, from the checkpoint of a trainer.

        Args:
            state: The result of ``state_dict``.
        """
        self._state = dict(state)
        if self._train is not None:
            self._train.load_state_dict(self._state)

    def _acknowledge(self) -> None:
        if self._shares is not None:
            self._shares.feed.acknowledge()

    def _place(self) -> dict[str, Any]:
        device = self.trainer.strategy.root_device
        where = {"rank": self.trainer.global_rank, "world_size": self.trainer.world_size}
        # Without a device, tensors on the CPU are views of the batch's memory, without a copy.
        return where if device.type == "cpu" else {**where, "device": device}
