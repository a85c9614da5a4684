"""The plain loop that the weights of docs/frameworks/flax.md must equal: JAX without Flax's modules and without Optax.

Its arguments: the page's script, from which the first weights come; address; name of the run; the run spec as JSON.
"""

import json
import pathlib
import re
import sys

import jax
import jax.numpy as jnp
from flax import nnx

import crescendo
from crescendo.jax import device_batches

script, address, run, spec = pathlib.Path(sys.argv[1]).read_text(), sys.argv[2], sys.argv[3], json.loads(sys.argv[4])


def convolve(images, kernel, bias):
    numbers = ("NHWC", "HWIO", "NHWC")
    return jax.lax.conv_general_dilated(images, kernel, (2, 2), "SAME", dimension_numbers=numbers) + bias


def loss_of(weights, images, labels):
    first, second, head = weights
    features = jax.nn.relu(convolve(images, *first))
    features = jax.nn.relu(convolve(features, *second))
    logits = features.mean((1, 2)) @ head[0] + head[1]
    return (jax.nn.logsumexp(logits, axis=-1) - jnp.take_along_axis(logits, labels[:, None], 1)[:, 0]).mean()


@jax.jit
def train_step(weights, velocity, images, labels, rate):
    gradients = jax.grad(loss_of)(weights, images, labels)
    velocity = jax.tree.map(lambda g, v: g + 0.9 * v, gradients, velocity)
    return jax.tree.map(lambda w, v: w + -rate * v, weights, velocity), velocity


with crescendo.Loader(address, run, spec=spec) as loader:
    names = {"nnx": nnx}
    exec(re.search(r"^class Net.*?(?=\n\n\n)", script, re.MULTILINE | re.DOTALL).group(), names)
    net = names["Net"](len(loader.run.class_names), nnx.Rngs(0))
    weights = [(layer.kernel[...], layer.bias[...]) for layer in (net.first, net.second, net.head)]
    velocity = jax.tree.map(jnp.zeros_like, weights)
    rate = crescendo.schedules.warmup_cosine(0.05, warmup=0.1)
    rates = jnp.array(crescendo.schedules.by_step(loader.run, rate))
    for images, labels, info in device_batches(loader):
        weights, velocity = train_step(weights, velocity, images, labels, rates[info.step])
