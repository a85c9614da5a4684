"""A trainer that makes the calls of timm's train.py in its order, for the lines of docs/frameworks/timm.md.

Its arguments are the page and those of train.py that it reads.
"""

import argparse
import hashlib
import logging
import os
import pathlib
import re
import sys

import timm_package  # noqa: F401
import torch
import torch.nn as nn
from timm import utils
from timm.data import resolve_data_config
from timm.loss import LabelSmoothingCrossEntropy, SoftTargetCrossEntropy
from timm.models import create_model, resume_checkpoint
from timm.optim import create_optimizer_v2, optimizer_kwargs
from timm.scheduler import create_scheduler_v2, scheduler_kwargs

from crescendo.timm import create_loader

torch.set_num_threads(1)


def parser():
    p = argparse.ArgumentParser()
    p.add_argument("page", type=pathlib.Path)
    p.add_argument("data_dir")
    words = {"train_split": "train", "val_split": "val", "model": "test_resnet", "opt": "sgd", "sched": "cosine"}
    words |= {"experiment": "", "output": "", "resume": "", "aa": None, "remode": "pixel", "mixup_mode": "batch"}
    words |= {"train_interpolation": "random", "device": "cpu", "eval_metric": "top1"}
    numbers = {"lr": 0.05, "momentum": 0.9, "weight_decay": 2e-5, "warmup_lr": 1e-5, "min_lr": 0.0, "decay_rate": 0.1}
    numbers |= {"mixup": 0.0, "cutmix": 0.0, "mixup_prob": 1.0, "mixup_switch_prob": 0.5, "smoothing": 0.1}
    numbers |= {"reprob": 0.0, "hflip": 0.5, "vflip": 0.0, "color_jitter": 0.4, "decay_epochs": 90.0}
    counts = {"epochs": 300, "batch_size": 128, "seed": 42, "img_size": None, "num_classes": None, "recount": 1}
    counts |= {"warmup_epochs": 5, "cooldown_epochs": 0, "patience_epochs": 10, "start_epoch": None}
    counts |= {"mixup_off_epoch": 0, "grad_accum_steps": 1, "aug_splits": 0}
    for kind, defaults in ((str, words), (float, numbers), (int, counts)):
        for name, value in defaults.items():
            p.add_argument("--" + name.replace("_", "-"), type=kind, default=value)
    p.add_argument("--cutmix-minmax", type=float, nargs="+")
    p.add_argument("--scale", type=float, nargs="+", default=[0.08, 1.0])
    p.add_argument("--no-prefetcher", action="store_true")
    p.add_argument("--channels-last", action="store_true")
    p.add_argument("--sched-on-updates", action="store_true")
    return p


def loaders(args, data_config):
    """Runs the page's lines, as they stand there, in the place of train.py's."""
    source = re.findall(r"^```python\n(.*?)^```$", args.page.read_text(), re.MULTILINE | re.DOTALL)[0]
    names = {"args": args, "data_config": data_config, "create_loader": create_loader}
    exec("if True:\n" + source, names)
    return [names[name] for name in ("loader_train", "loader_eval", "dataset_train", "mixup_fn", "mixup_active")]


def train_one_epoch(epoch, model, loader, optimizer, loss_fn, args, scheduler):
    if args.mixup_off_epoch and epoch >= args.mixup_off_epoch and loader.mixup_enabled:
        loader.mixup_enabled = False
    losses = utils.AverageMeter()
    model.train()
    last = len(loader) - 1
    optimizer.zero_grad()
    updates = epoch * len(loader)
    seen = 0
    for index, (images, target) in enumerate(loader):
        loss = loss_fn(model(images), target)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.update(loss.item(), images.size(0))
        updates += 1
        seen += 1
        scheduler.step_update(num_updates=updates, metric=losses.avg)
        if index == last:
            print(f"epoch {epoch}: {seen} steps, side {images.shape[-1]}, lr {optimizer.param_groups[0]['lr']:.6f}")
    assert seen == last + 1, "len() was not the number of batches"
    return {"loss": losses.avg}


@torch.no_grad()
def validate(model, loader, loss_fn):
    losses, top1 = utils.AverageMeter(), utils.AverageMeter()
    model.eval()
    count = 0
    for images, target in loader:
        output = model(images)
        losses.update(loss_fn(output, target).item(), images.size(0))
        top1.update(utils.accuracy(output, target, topk=(1,))[0].item(), output.size(0))
        count += 1
    assert count == len(loader)
    assert top1.count == len(loader.dataset)
    return {"loss": losses.avg, "top1": top1.avg}


def main():
    args = parser().parse_args()
    logging.basicConfig(level=logging.WARNING)
    utils.random_seed(args.seed, 0)
    model = create_model(args.model, pretrained=False, num_classes=args.num_classes)
    data_config = resolve_data_config(vars(args), model=model)
    optimizer = create_optimizer_v2(model, **optimizer_kwargs(cfg=args))
    start_epoch = 0
    if args.resume:
        start_epoch = resume_checkpoint(model, args.resume, optimizer=optimizer, log_info=False)
    loader_train, loader_eval, dataset_train, mixup_fn, mixup_active = loaders(args, data_config)
    assert mixup_fn is None
    loss_fn = nn.CrossEntropyLoss()
    if mixup_active:
        loss_fn = SoftTargetCrossEntropy()
    elif args.smoothing:
        loss_fn = LabelSmoothingCrossEntropy(smoothing=args.smoothing)
    output = utils.get_outdir(args.output, args.experiment)
    # Without its args: torch would not load the namespace among the weights.
    saver = utils.CheckpointSaver(model=model, optimizer=optimizer, checkpoint_dir=output, recovery_dir=output)
    scheduler, num_epochs = create_scheduler_v2(
        optimizer, **scheduler_kwargs(args), updates_per_epoch=len(loader_train)
    )
    if args.start_epoch is not None:
        start_epoch = args.start_epoch
    if start_epoch > 0:
        scheduler.step(start_epoch)
    metrics = None
    for epoch in range(start_epoch, num_epochs):
        if hasattr(dataset_train, "set_epoch"):
            dataset_train.set_epoch(epoch)
        elif hasattr(loader_train.sampler, "set_epoch"):
            loader_train.sampler.set_epoch(epoch)
        train_one_epoch(epoch, model, loader_train, optimizer, loss_fn, args, scheduler)
        metrics = validate(model, loader_eval, nn.CrossEntropyLoss())
        saver.save_checkpoint(epoch, metric=metrics[args.eval_metric])
        scheduler.step(epoch + 1, metrics[args.eval_metric])
    weights = hashlib.sha256(b"".join(t.numpy().tobytes() for t in model.state_dict().values())).hexdigest()
    print(f"top1 {metrics['top1']:.1f}\nSHA-256 of the weights: {weights}")


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(__file__))
    main()
