"""A run as the data of a trainer of PyTorch Lightning, imported as ``lightning.pytorch``.

For the package ``pytorch_lightning``, whose classes are different ones, there is ``crescendo.pytorch_lightning``.

Example:
    >>> from crescendo.lightning import CrescendoDataModule
    >>> data = CrescendoDataModule("127.0.0.1:7077", "baseline", spec=spec, learning_rate=warmup_cosine(1e-3))
    >>> trainer = lightning.pytorch.Trainer(max_epochs=90)
    >>> trainer.fit(module, datamodule=data)
"""

from __future__ import annotations

from crescendo._extras import missing_extra

try:
    from lightning import LightningDataModule
except ModuleNotFoundError as error:
    raise missing_extra(error, "lightning") from error

from crescendo._lightning import DataModule

__all__ = ["CrescendoDataModule"]


class CrescendoDataModule(DataModule, LightningDataModule):  # type: ignore[misc]
    """The training and validation data of a run, for ``trainer.fit(module, datamodule=...)``.

    An epoch of the trainer is a share of the run's budget: with ``max_epochs=90``, Lightning validates and saves each
    time that another ninetieth is spent. Batches are dicts, ``batch["images"]`` (N, 3, B, B) and ``batch["labels"]``,
    whose N and B follow the schedule; ``trainer.datamodule.info`` describes the one in use. A checkpoint of Lightning
    has the position in the data, and ``trainer.fit(..., ckpt_path=...)`` continues with the batch after the last one
    that was trained, in the middle of an epoch, too.

    The rank and the number of ranks are the trainer's. Settings that would leave batches out or repeat them
    (``limit_train_batches``, ``overfit_batches``) are refused. ``fast_dev_run`` trains one batch without a report.

    Args:
        address: ``host:port`` of the server, or several servers: see ``connect``.
        run: Name of the run.
        spec: What the run is; None joins one that exists.
        learning_rate: The learning rate by spent share of the budget, such as ``crescendo.schedules.warmup_cosine``
            returns. It is set before each batch, for all optimizers. None leaves it to the module.
        output: As of ``crescendo.torch.CrescendoDataset``.
        size: Side of validation images in pixels; None takes the base size.
        **arguments: Further arguments of ``CrescendoDataset`` for the training data. Rank, world size, device and form
            are set by the module.
    """
