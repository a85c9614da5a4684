"""A run as the data of the ``Trainer`` of Hugging Face transformers.

Example:
    >>> from crescendo.huggingface import CrescendoTrainer
    >>> args = TrainingArguments("out", num_train_epochs=1)
    >>> common = {"form": "dict", "output": "normalized", "device": args.device}
    >>> data = CrescendoDataset("127.0.0.1:7077", "vit", spec=spec, **common)
    >>> trainer = CrescendoTrainer(model, args, train_dataset=data, learning_rate=warmup_cosine(1e-3), shares=90)
    >>> trainer.train(resume_from_checkpoint=get_last_checkpoint("out"))
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from crescendo._extras import missing_extra

try:
    import torch
    from transformers import PreTrainedModel, Trainer, TrainerCallback
except ModuleNotFoundError as error:
    raise missing_extra(error, "torch" if error.name == "torch" else "transformers", "huggingface") from error

from crescendo._epochs import share_ends
from crescendo._huggingface_checks import check_arguments, check_training_data, check_validation_data
from crescendo._huggingface_feed import Batches, BudgetScheduler, EvalFeed, TrainFeed

__all__ = ["CrescendoTrainer"]


class CrescendoTrainer(Trainer):  # type: ignore[misc]
    """A ``transformers.Trainer`` that trains on a run.

    One epoch of the Trainer is the whole run. The model gets a batch as named arguments: its ``main_input_name``, which
    is ``pixel_values`` for vision models, and ``labels``. A checkpoint of the Trainer has the position in the data, and
    ``train(resume_from_checkpoint=...)`` continues with the batch after it; nothing is read to be skipped. The learning
    rate is set before each step, from the spent share of the budget. A batch for which the run suggests micro-batches
    (``info.suggested_accumulation``) is trained in these.

    The evaluation's loss is the mean over all samples, whatever the size of the last batch and of its padding. In
    ``compute_metrics``, labels of -100 mark positions without a sample.

    Args:
        model: As of ``Trainer``.
        args: As of ``Trainer``. ``num_train_epochs`` must be 1; the learning rate, its schedule and the batch sizes
            must be left out.
        learning_rate: From the spent share of the budget, 0..1, to the learning rate, such as
            ``crescendo.schedules.warmup_cosine`` returns.
        shares: Evaluates, saves and logs each time that another such share of the budget is spent, besides what the
            strategies of ``args`` say; None leaves it to them.
        model_inputs: Further arguments of the model, for instance ``{"interpolate_pos_encoding": True}`` for a ViT.
        **arguments: Further arguments of ``Trainer``. ``train_dataset`` and ``eval_dataset`` are of the class
            ``CrescendoDataset``, with ``form="dict"``, and made after ``args``.

    Raises:
        InvalidArgument: A setting would leave batches out, repeat them or be ignored, or a dataset is not of that kind.
    """

    def __init__(
        self,
        model: Any,
        args: Any,
        *,
        learning_rate: Callable[[float], float],
        shares: int | None = None,
        model_inputs: Mapping[str, Any] | None = None,
        **arguments: Any,
    ) -> None:
        check_arguments(args)
        train, validation = arguments.get("train_dataset"), arguments.get("eval_dataset")
        own_loss = arguments.get("compute_loss_func") is not None or type(self).compute_loss is not Trainer.compute_loss
        if train is not None:
            check_training_data(train, args, own_loss=own_loss)
        for dataset in validation.values() if isinstance(validation, dict) else [validation]:
            if dataset is not None:
                check_validation_data(dataset, args)
        super().__init__(model, args, **arguments)
        self._learning_rate = learning_rate
        self._model_inputs = dict(model_inputs or {})
        self._batches: Batches | None = None
        self._tally: torch.Tensor | None = None
        if train is not None:
            self._batches = Batches(train, self._rename, lambda: self.state.global_step)
            self.add_callback(_Budget(self, () if shares is None else share_ends(train.run, shares)))

    def get_train_dataloader(self) -> Any:
        """Returns the training data, which is not prepared by ``accelerate``."""
        assert self._batches is not None, "there is no train_dataset"
        return TrainFeed(self._batches, self.train_dataset.run.total_steps)

    def get_eval_dataloader(self, eval_dataset: Any = None) -> Any:
        """Returns validation data, which is not prepared by ``accelerate``.

        Args:
            eval_dataset: As of ``Trainer``.

        Raises:
            InvalidArgument: It is not a dataset of validation data.
        """
        dataset = self.eval_dataset if eval_dataset is None else eval_dataset
        if isinstance(dataset, str):
            dataset = self.eval_dataset[dataset]
        return self.get_test_dataloader(dataset)

    def get_test_dataloader(self, test_dataset: Any) -> Any:
        """Returns validation data, as ``get_eval_dataloader``.

        Args:
            test_dataset: A ``CrescendoDataset`` with ``split="val"``.

        Raises:
            InvalidArgument: It is not a dataset of validation data.
        """
        check_validation_data(test_dataset, self.args)
        if self._batches is not None:
            # So that the time of the evaluation does not count as that of a training step.
            self._batches.feed.acknowledge()
        return EvalFeed(test_dataset, self._rename)

    def create_scheduler(self, num_training_steps: int, optimizer: Any = None) -> Any:
        """Returns the schedule of ``learning_rate``.

        Args:
            num_training_steps: Unused.
            optimizer: None takes the Trainer's.
        """
        if self.lr_scheduler is None:
            optimizer = self.optimizer if optimizer is None else optimizer
            self.lr_scheduler: Any = BudgetScheduler(self.train_dataset, optimizer, self._learning_rate)
            self._created_lr_scheduler = True
        return self.lr_scheduler

    def training_step(self, model: Any, inputs: Any, num_items_in_batch: Any = None) -> torch.Tensor:
        """Trains on a batch, in the micro-batches that the run suggests.

        Args:
            model: The model, wrapped.
            inputs: The model's arguments.
            num_items_in_batch: As of ``Trainer``.

        Returns:
            The loss.
        """
        assert self._batches is not None
        parts = self._batches.feed.info.suggested_accumulation
        if parts == 1:
            return super().training_step(model, inputs, num_items_in_batch)  # type: ignore[no-any-return]
        self.current_gradient_accumulation_steps = parts
        divided = {name: value.chunk(parts) for name, value in inputs.items() if isinstance(value, torch.Tensor)}
        total = torch.zeros((), device=self.args.device)
        for index in range(parts):
            part = {**inputs, **{name: chunks[index] for name, chunks in divided.items()}}
            last = index == parts - 1
            with contextlib.nullcontext() if last else self.accelerator.no_sync(model):
                total += super().training_step(model, part, num_items_in_batch)
        return total

    def prediction_step(self, model: Any, inputs: Any, prediction_loss_only: bool, ignore_keys: Any = None) -> Any:
        """Evaluates a batch, as ``Trainer`` does, and adds up the losses of its samples.

        Args:
            model: The model.
            inputs: The model's arguments.
            prediction_loss_only: As of ``Trainer``.
            ignore_keys: As of ``Trainer``.

        Returns:
            Loss, logits and labels.
        """
        loss, logits, labels = super().prediction_step(model, inputs, prediction_loss_only, ignore_keys)
        if loss is not None and self._tally is not None:
            samples = (inputs["labels"].reshape(len(inputs["labels"]), -1)[:, 0] != -100).sum().to(loss.device)
            # The mean over no sample is not a number.
            loss = torch.where(samples > 0, loss, torch.zeros_like(loss))
            self._tally = self._tally.to(loss.device) + torch.stack([loss.double() * samples, samples.double()])
        return loss, logits, labels

    def evaluation_loop(
        self,
        dataloader: Any,
        description: str,
        prediction_loss_only: bool | None = None,
        ignore_keys: Any = None,
        metric_key_prefix: str = "eval",
    ) -> Any:
        """Evaluates, as ``Trainer`` does, with the mean loss over all samples of all processes.

        Args:
            dataloader: As of ``Trainer``.
            description: As of ``Trainer``.
            prediction_loss_only: As of ``Trainer``.
            ignore_keys: As of ``Trainer``.
            metric_key_prefix: As of ``Trainer``.

        Returns:
            Predictions, labels and metrics.
        """
        self._tally = torch.zeros(2, dtype=torch.float64)
        output = super().evaluation_loop(dataloader, description, prediction_loss_only, ignore_keys, metric_key_prefix)
        total, samples = self.accelerator.reduce(self._tally.to(self.args.device)).tolist()
        self._tally = None
        if samples > 0 and output.metrics is not None:
            output.metrics[f"{metric_key_prefix}_loss"] = total / samples
        return output

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        """Loads the weights. transformers 5 saves some models (ViT) under the names of older releases, and its Trainer
        leaves the weights that it then does not find as they are, with a warning; ``from_pretrained`` knows both names.
        """
        super()._load_from_checkpoint(resume_from_checkpoint, model)
        if model is None and isinstance(self.model, PreTrainedModel):
            loaded = type(self.model).from_pretrained(resume_from_checkpoint)
            self.model.load_state_dict(loaded.state_dict())

    def _rename(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        name = getattr(self.model, "main_input_name", "pixel_values")
        return {name: batch["images"], "labels": batch["labels"], **self._model_inputs}


class _Budget(TrainerCallback):  # type: ignore[misc]
    """Sets the learning rate, divides the run, and reports its last batch."""

    def __init__(self, trainer: CrescendoTrainer, ends: tuple[int, ...]) -> None:
        self._trainer = trainer
        self._ends = frozenset(ends)

    def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Sets the learning rate."""
        self._trainer.lr_scheduler.begin_step()

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Asks for an evaluation and a checkpoint at the end of a share."""
        if state.global_step in self._ends:
            control.should_log = control.should_save = True
            control.should_evaluate = self._trainer.eval_dataset is not None

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Reports the last batch as consumed."""
        assert self._trainer._batches is not None
        self._trainer._batches.feed.finish()
