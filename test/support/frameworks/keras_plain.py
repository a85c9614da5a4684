"""The plain loop that the weights of docs/frameworks/keras.md must equal: Loader and `train_on_batch`.

Its arguments: the page's script, from which the model comes; address; name of the run; the run spec as JSON.
"""

import json
import pathlib
import re
import sys

import keras
import numpy as np

import crescendo
import crescendo.keras

script, address, run, spec = pathlib.Path(sys.argv[1]).read_text(), sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
mean = np.array([255 * v for v in (0.485, 0.456, 0.406)], dtype=np.float32)
std = np.array([255 * v for v in (0.229, 0.224, 0.225)], dtype=np.float32)
with crescendo.Loader(address, run, spec=spec) as data:
    names = {"keras": keras, "crescendo": crescendo, "data": data}
    exec(re.search(r"^def build\(\):\n(?:    .*\n)+", script, re.MULTILINE).group(), names)
    keras.utils.set_random_seed(0)
    model = names["build"]()
    for batch in data:
        model.train_on_batch((batch.images.astype(np.float32) - mean) / std, batch.labels.astype(np.int32))
