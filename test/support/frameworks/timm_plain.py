"""The plain loop that the weights of a timm trainer must equal: CrescendoDataset and torch, without crescendo.timm.

Its arguments: address, name of the run, the run spec as JSON, epochs.
"""

import hashlib
import json
import sys

import timm_package  # noqa: F401
import torch
from timm import utils
from timm.models import create_model
from timm.scheduler import CosineLRScheduler

from crescendo.torch import CrescendoDataset

torch.set_num_threads(1)
address, run, spec, epochs = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
data = CrescendoDataset(address, run, spec=spec, output="normalized", targets="soft")
utils.random_seed(42, 0)
model = create_model("test_resnet", pretrained=False, num_classes=len(data.run.class_names))
decayed = [p for name, p in model.named_parameters() if p.ndim > 1]
others = [p for name, p in model.named_parameters() if p.ndim <= 1]
groups = [{"params": others, "weight_decay": 0.0}, {"params": decayed, "weight_decay": 2e-5}]
optimizer = torch.optim.SGD(groups, lr=0.05, momentum=0.9, nesterov=True)
scheduler = CosineLRScheduler(optimizer, t_initial=epochs, warmup_t=1, warmup_lr_init=1e-5)
model.train()
for epoch in data.epochs(epochs):
    for images, targets, _ in epoch:
        loss = torch.sum(-targets * torch.log_softmax(model(images.contiguous()), dim=-1), dim=-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scheduler.step(epoch.index + 1)
weights = hashlib.sha256(b"".join(t.numpy().tobytes() for t in model.state_dict().values())).hexdigest()
print(f"SHA-256 of the weights: {weights}")
