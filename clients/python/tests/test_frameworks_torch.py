"""Lightning, transformers and accelerate: what is refused, and that nothing is read ahead. Training on real data is in
test/integration/frameworks.test.ts.
"""

import dataclasses
import warnings
from bisect import bisect_right
from importlib.util import find_spec

import pytest
from fake_server import schedule

import crescendo
from crescendo._epochs import share_ends
from crescendo.loader import Loader

pytest.importorskip("torch")
if find_spec("torchvision") is None:
    pytest.skip("torchvision, below Lightning, is not installed", allow_module_level=True)

import torch
import torchvision_repair as torchvision_repair
from torch.utils.data import DataLoader

from crescendo.torch import CrescendoDataset

# Their imports and trainers warn of themselves.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def lightning():
    with warnings.catch_warnings(action="ignore"):
        return pytest.importorskip("lightning")


@pytest.fixture(scope="module")
def transformers():
    with warnings.catch_warnings(action="ignore"):
        found = pytest.importorskip("transformers")
        assert found.Trainer
        return found


@pytest.fixture(scope="module")
def accelerate():
    with warnings.catch_warnings(action="ignore"):
        return pytest.importorskip("accelerate")


def refused(field, call, *arguments, **named):
    """Calls, and returns the message of the refusal."""
    with pytest.raises(crescendo.CrescendoError) as found:
        call(*arguments, **named)
    assert found.value.metadata["field"] == field
    return found.value.message


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("parts", [((4, 8, 8), (3, 12, 8), (5, 16, 4)), ((12, 8, 8),), ((1, 8, 8), (11, 8, 4))])
def test_shares_end_where_epochs_end(make_server, parts, count):
    server = make_server(schedule(*parts))
    with Loader(server.address, "baseline") as loader:
        ends = share_ends(loader.run, count)
        assert len(ends) == count
        last = {epoch.index: [batch.step for batch in epoch][-1] + 1 for epoch in loader.epochs(count)}
    for index, end in last.items():
        assert ends[index] == end
    # Shares that `epochs` leaves out have no batch here.
    for index in set(range(count)) - set(last):
        assert ends[index] == ends[bisect_right(sorted(last), index) - 1 if index else 0]


@pytest.mark.parametrize(
    "options", [{}, {"dispatch_batches": False}, {"dispatch_batches": True, "split_batches": False}]
)
def test_a_loader_that_accelerate_prepared_is_refused(server, accelerate, options):
    configuration = accelerate.DataLoaderConfiguration(**options)
    accelerator = accelerate.Accelerator(cpu=True, dataloader_config=configuration)
    dataset = CrescendoDataset(server.address, "baseline")
    prepared = accelerator.prepare(DataLoader(dataset, batch_size=None))
    message = refused("dataset", lambda: next(iter(prepared)))
    assert "Do not prepare it" in message
    assert server.subscriptions == []


def test_accelerate_leaves_the_dataset_itself_alone(server, accelerate):
    dataset = CrescendoDataset(server.address, "baseline")
    assert accelerate.Accelerator(cpu=True).prepare(dataset) is dataset
    dataset.set_epoch(3)
    assert [info.step for _, _, info in dataset] == list(range(12))


def test_a_dataset_that_was_made_before_the_process_group_is_refused(server, monkeypatch):
    early = CrescendoDataset(server.address, "baseline")
    given = CrescendoDataset(server.address, "baseline", rank=0, world_size=1)
    monkeypatch.setattr(torch.distributed, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.distributed, "get_rank", lambda: 1)
    monkeypatch.setattr(torch.distributed, "get_world_size", lambda: 2)
    assert "after init_process_group" in refused("world_size", lambda: next(iter(early)))
    assert next(iter(given))[2].step == 0


def module_of(lightning, scheduler=False, counted=None):
    class Module(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(()))

        def training_step(self, batch, _):
            if counted is not None:
                counted.append((self.trainer.current_epoch, self.trainer.datamodule.info.step, self.lr()))
            return (self.weight - batch["images"].float().mean()) ** 2

        def lr(self):
            return self.trainer.optimizers[0].param_groups[0]["lr"]

        def configure_optimizers(self):
            optimizer = torch.optim.SGD(self.parameters(), lr=0.5)
            if not scheduler:
                return optimizer
            return {"optimizer": optimizer, "lr_scheduler": torch.optim.lr_scheduler.ConstantLR(optimizer)}

    return Module()


def fit(lightning, server, folder, *, data=None, module=None, ckpt_path=None, **options):
    from crescendo.lightning import CrescendoDataModule

    if data is None:
        data = CrescendoDataModule(server.address, "baseline", learning_rate=lambda spent: 1e-6 * (1 - spent))
    quiet = {"logger": False, "enable_progress_bar": False, "enable_model_summary": False, "accelerator": "cpu"}
    trainer = lightning.Trainer(**{"max_epochs": 3, "default_root_dir": folder, **quiet, **options})
    trainer.fit(module or module_of(lightning), datamodule=data, ckpt_path=ckpt_path)
    return trainer


def test_lightning_trains_every_batch_once_in_shares_of_the_budget(server, lightning, tmp_path):
    seen = []
    fit(lightning, server, tmp_path, module=module_of(lightning, counted=seen), max_epochs=5)
    assert [step for _, step, _ in seen] == list(range(12))
    assert [epoch for epoch, _, _ in seen] == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4]
    assert [lr for _, _, lr in seen] == [1e-6 * (1 - step / 12) for step in range(12)]
    # Also the last batch is reported, and each of them once.
    assert server.consumed == {0: 11}
    assert len(server.subscriptions) == 1


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("limit_train_batches", {"limit_train_batches": 2}),
        ("overfit_batches", {"overfit_batches": 2}),
        ("reload_dataloaders_every_n_epochs", {"reload_dataloaders_every_n_epochs": 2}),
        ("max_epochs", {"max_epochs": -1}),
        ("max_epochs", {"max_epochs": 13}),
    ],
)
def test_lightning_settings_that_train_something_else_are_refused(server, lightning, tmp_path, field, options):
    message = refused(field, fit, lightning, server, tmp_path, **options)
    assert field in message
    assert server.subscriptions == []


def test_two_things_that_set_the_learning_rate_are_refused(server, lightning, tmp_path):
    refused("learning_rate", fit, lightning, server, tmp_path, module=module_of(lightning, scheduler=True))


def test_a_launcher_of_more_processes_than_the_trainer_counts_is_refused(server, lightning, tmp_path, monkeypatch):
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert "devices" in refused("WORLD_SIZE", fit, lightning, server, tmp_path)


def test_arguments_that_the_trainer_decides_are_refused(server, lightning):
    from crescendo.lightning import CrescendoDataModule

    refused("rank", CrescendoDataModule, server.address, "baseline", rank=1)


def test_a_fast_development_run_leaves_the_run_new(server, lightning, tmp_path):
    fit(lightning, server, tmp_path, fast_dev_run=True)
    assert server.consumed == {}


def test_a_lightning_checkpoint_of_other_epochs_is_refused(server, lightning, tmp_path):
    callback = lightning.pytorch.callbacks.ModelCheckpoint(tmp_path, every_n_train_steps=2, save_last=True)
    fit(lightning, server, tmp_path, callbacks=[callback], max_steps=6)
    refused("next_step", fit, lightning, server, tmp_path, ckpt_path=tmp_path / "last.ckpt", max_epochs=2)


def test_pytorch_lightning_has_a_module_of_its_own(server, tmp_path):
    with warnings.catch_warnings(action="ignore"):
        package = pytest.importorskip("pytorch_lightning")
    from crescendo.pytorch_lightning import CrescendoDataModule

    assert issubclass(CrescendoDataModule, package.LightningDataModule)
    data = CrescendoDataModule(server.address, "baseline", learning_rate=lambda spent: 1e-6)
    fit(package, server, tmp_path, data=data)
    assert server.consumed == {0: 11}


class Mean(torch.nn.Module):
    """A model of one weight, by the names that the Trainer uses."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(()))
        self.sizes = []

    def forward(self, pixel_values, labels):
        self.sizes.append(len(labels))
        return {"loss": (self.weight - pixel_values.float().mean()) ** 2, "logits": labels}


def trainer_of(transformers, server, folder, *, plain=False, data=None, arguments=None, **options):
    from crescendo.huggingface import CrescendoTrainer

    quiet = {"use_cpu": True, "report_to": "none", "disable_tqdm": True, "save_strategy": "no"}
    args = transformers.TrainingArguments(str(folder), **{"num_train_epochs": 1, **quiet, **(arguments or {})})
    if data is None:
        data = CrescendoDataset(server.address, "baseline", form="dict")
    if plain:
        return transformers.Trainer(Mean(), args, train_dataset=data)
    return CrescendoTrainer(Mean(), args, train_dataset=data, learning_rate=lambda spent: 1e-6 * (1 - spent), **options)


def test_the_trainer_trains_every_batch_once(server, transformers, tmp_path):
    trainer = trainer_of(transformers, server, tmp_path, arguments={"logging_steps": 1})
    trainer.train()
    assert trainer.state.global_step == 12
    assert trainer.model.sizes == [8] * 7 + [4] * 5
    rates = [entry["learning_rate"] for entry in trainer.state.log_history if "learning_rate" in entry]
    assert rates == [1e-6 * (1 - step / 12) for step in range(12)]
    assert server.consumed == {0: 11}
    assert len(server.subscriptions) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        {"num_train_epochs": 3},
        {"gradient_accumulation_steps": 2},
        {"ignore_data_skip": True},
        {"dataloader_num_workers": 1},
        {"learning_rate": 1e-3},
        {"lr_scheduler_type": "cosine"},
        {"warmup_steps": 5},
        {"per_device_train_batch_size": 64},
        {"max_steps": 13},
    ],
)
def test_arguments_of_the_trainer_that_train_something_else_are_refused(server, transformers, tmp_path, arguments):
    (field,) = arguments
    assert field in refused(field, trainer_of, transformers, server, tmp_path, arguments=arguments)


def test_datasets_that_do_not_fit_the_trainer_are_refused(server, transformers, tmp_path):
    make = lambda **options: CrescendoDataset(server.address, "baseline", **options)  # noqa: E731
    refused("form", trainer_of, transformers, server, tmp_path, data=make())
    refused("train_dataset", trainer_of, transformers, server, tmp_path, data=make(form="dict", split="val"))
    soft = make(form="dict", targets="soft")
    assert "cross-entropy" in refused("targets", trainer_of, transformers, server, tmp_path, data=soft)
    refused("eval_dataset", trainer_of, transformers, server, tmp_path, eval_dataset=make(form="dict"))


def test_a_plain_trainer_is_refused(server, transformers, tmp_path):
    message = refused("dataset", trainer_of(transformers, server, tmp_path, plain=True).train)
    assert "crescendo.huggingface.CrescendoTrainer" in message


def test_a_trainer_whose_data_is_elsewhere_is_refused(server, transformers, tmp_path):
    data = CrescendoDataset(server.address, "baseline", form="dict", start=5)
    trainer = trainer_of(transformers, server, tmp_path, data=data)
    assert "resume_from_checkpoint" in refused("next_step", trainer.train)


def test_a_batch_is_divided_as_the_run_suggests(server, transformers, tmp_path, monkeypatch):
    trainer = trainer_of(transformers, server, tmp_path)
    feed = trainer._batches.feed
    taken = feed.take

    def take():
        item = taken()
        feed._dataset.info = dataclasses.replace(feed._dataset.info, suggested_accumulation=2)
        return item

    monkeypatch.setattr(feed, "take", take)
    trainer.train()
    assert trainer.model.sizes == [4] * 14 + [2] * 10
    assert trainer.state.global_step == 12
