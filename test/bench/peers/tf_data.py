"""tf.data: fused decoding of a random crop, and TensorFlow's operations, in a private pool of threads."""

from __future__ import annotations

import os

# Quieter start; no effect on speed.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from collections.abc import Iterator
from typing import Any

import tensorflow as tf
from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, Task
from tf_augment import rand_augment


def decode_crop(encoded: Any) -> Any:
    """A random crop (H, W, 3) of bytes: only its blocks are decoded in full."""
    shape = tf.image.extract_jpeg_shape(encoded)
    begin, size, _ = tf.image.sample_distorted_bounding_box(
        shape,
        tf.zeros((1, 0, 4)),
        min_object_covered=0.0,
        aspect_ratio_range=CROP_RATIO,
        area_range=CROP_SCALE,
        max_attempts=10,
        use_image_if_no_bounding_boxes=True,
    )
    window = tf.stack([begin[0], begin[1], size[0], size[1]])
    return tf.image.decode_and_crop_jpeg(encoded, window, channels=3)


def bytes_of(image: Any) -> Any:
    """Rounds floats to bytes."""
    return tf.saturate_cast(tf.round(image), tf.uint8)


def transform(task: Task, antialias: bool) -> Any:
    """File name -> image (B, B, 3) of bytes."""
    augment = None if task.magnitude is None else rand_augment(task.magnitude)
    side = (task.bandwidth, task.bandwidth)

    def apply(file: Any) -> Any:
        image = decode_crop(tf.io.read_file(file))
        image = tf.image.resize(image, (BASE_SIZE, BASE_SIZE), tf.image.ResizeMethod.BICUBIC, antialias=antialias)
        image = bytes_of(tf.image.random_flip_left_right(image))
        if augment is not None:
            image = augment.distort(tf.ensure_shape(image, (BASE_SIZE, BASE_SIZE, 3)))
        if task.bandwidth < BASE_SIZE:
            image = bytes_of(tf.image.resize(image, side, tf.image.ResizeMethod.AREA))
        return tf.ensure_shape(image, (*side, 3))

    return apply


def batches(task: Task, antialias: bool = False) -> Iterator[Any]:
    """Batches, without a copy."""
    options = tf.data.Options()
    options.threading.private_threadpool_size = task.workers
    options.threading.max_intra_op_parallelism = 1
    options.deterministic = False
    files = tf.data.Dataset.from_tensor_slices(task.files).shuffle(len(task.files)).repeat()
    dataset = files.map(transform(task, antialias), num_parallel_calls=task.workers)
    dataset = dataset.batch(task.batch, drop_remainder=True).prefetch(2).with_options(options)
    return iter(dataset.as_numpy_iterator())


def describe(task: Task, antialias: bool = False) -> dict[str, str]:
    """What is measured."""
    less = "" if antialias else "no antialiasing when shrinking to 224: less work; "
    return {
        "version": f"tensorflow {tf.__version__}, tf-models-official 2.20.0",
        "work": "decode of a random crop, resize 224 bicubic, flip, Model Garden RandAugment, area resize to B",
        "note": f"{less}RandAugment's magnitude is without spread and fixed when the pipeline is built; no Fourier "
        "crop; not Pillow's pixels",
    }
