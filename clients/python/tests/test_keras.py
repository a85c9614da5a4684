"""Batches for Keras: shares of the budget as epochs, and what Keras would do wrong with them."""

import numpy as np
import pytest

pytest.importorskip("torch")
keras = pytest.importorskip("keras")

from fake_server import schedule

import crescendo
from crescendo import FailedPrecondition, InvalidArgument, Loader
from crescendo.keras import BudgetSchedule, Checkpoint, TrainingData, fit, load_checkpoint

STAGES = ((5, 8, 8), (4, 12, 8), (3, 16, 8))


@pytest.fixture
def server(make_server):
    return make_server(schedule(*STAGES))


def model_of(data, rate=0.1, **optimizer):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((None, None, 3)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(len(data.run.class_names)),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(rate, momentum=0.9, **optimizer), loss=loss, metrics=["accuracy"])
    return model


class Steps(keras.callbacks.Callback):
    """Notes the steps of each epoch, and the calls at the beginning and at the end."""

    def __init__(self, data):
        super().__init__()
        self.data, self.epochs, self.calls = data, {}, []

    def on_train_begin(self, logs=None):
        self.calls.append("begin")

    def on_train_end(self, logs=None):
        self.calls.append("end")

    def on_epoch_begin(self, epoch, logs=None):
        self.epochs[epoch] = []

    def on_train_batch_end(self, batch, logs=None):
        self.epochs[self.params["epochs"] and max(self.epochs)].append(self.data.info.step)


def data_of(server, epochs=5, **arguments):
    return TrainingData(server.address, "baseline", epochs=epochs, **arguments)


def test_an_epoch_is_a_share_of_the_budget_and_every_batch_comes_once(server):
    with Loader(server.address, "baseline", start=0) as loader:
        expected = {epoch.index: [batch.step for batch in epoch] for epoch in loader.epochs(5)}
    with data_of(server, start=0) as data:
        model, steps = model_of(data), Steps(data)
        history = fit(model, data, callbacks=[steps], verbose=0)
    assert steps.epochs == expected
    assert {len(seen) for seen in expected.values()} == {2, 3}
    assert steps.calls == ["begin", "end"]
    assert history.epoch == [0, 1, 2, 3, 4]
    assert len(history.history["loss"]) == 5
    assert int(model.optimizer.iterations) == 12
    assert server.consumed == {0: 11}


def test_images_are_those_of_the_loader_in_the_data_format_of_keras(server):
    with Loader(server.address, "baseline", start=0) as loader:
        batch = next(loader)
        pixels, labels = batch.images.copy(), batch.labels.copy()
    mean, std = (255 * np.array(v, dtype=np.float64) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    normalized = (pixels - mean.astype(np.float32)) / std.astype(np.float32)
    with data_of(server, start=0) as data, data_of(server, start=0, output="uint8", targets="soft") as raw:
        images, found = next(data.epochs())[0]
        assert np.array_equal(images, normalized.astype(np.float32))
        assert images.dtype == np.float32
        assert np.array_equal(found, labels)
        images, soft = next(raw.epochs())[0]
        assert np.array_equal(images, pixels)
        assert np.array_equal(soft.argmax(1), labels)


def test_channels_first_is_what_keras_says(server, monkeypatch):
    monkeypatch.setattr(keras.config, "image_data_format", lambda: "channels_first")
    with data_of(server) as data:
        assert next(data.epochs())[0][0].shape == (8, 3, 8, 8)


def test_shuffling_and_a_second_pass_are_refused(server):
    with data_of(server, epochs=1) as data:
        model, share = model_of(data), next(data.epochs())
        with pytest.raises(FailedPrecondition, match="out of order: pass shuffle=False"):
            model.fit(share, verbose=0)
    with data_of(server, epochs=1, start=0) as data:
        share = next(data.epochs())
        with pytest.raises(FailedPrecondition, match="second time: a share is one epoch"):
            model.fit(share, shuffle=False, epochs=2, verbose=0)


def test_an_epoch_that_is_cut_short_is_refused(server):
    with data_of(server) as data:
        shares = data.epochs()
        model_of(data).fit(next(shares), shuffle=False, steps_per_epoch=1, verbose=0)
        with pytest.raises(FailedPrecondition, match="took 1 of the 3 batches of epoch 0"):
            next(shares)


def weights_of(model):
    return [np.asarray(weight) for weight in model.get_weights()]


def test_a_checkpoint_continues_with_the_same_weights(server, tmp_path):
    rate = crescendo.schedules.warmup_cosine(0.1)
    with data_of(server, start=0) as data:
        whole = model_of(data, BudgetSchedule(data.run, rate))
        fit(whole, data, verbose=0)

    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 1

    with data_of(server, start=0) as data:
        part = model_of(data, BudgetSchedule(data.run, rate))
        fit(part, data, callbacks=[Checkpoint(tmp_path, data), Stop()], verbose=0)
    assert len(list(tmp_path.glob("*.keras"))) == 1
    with data_of(server) as data:
        assert load_checkpoint(tmp_path / "nowhere", data) is None
        again = load_checkpoint(tmp_path, data)
        history = fit(again, data, verbose=0)
    assert history.epoch == [2, 3, 4]
    for first, second in zip(weights_of(whole), weights_of(again), strict=True):
        assert np.array_equal(first, second)


def test_fresh_weights_in_the_middle_of_a_run_are_refused(server):
    with data_of(server, start=3) as data, pytest.raises(FailedPrecondition, match=r"made 0 steps.*continues after 3"):
        fit(model_of(data), data, verbose=0)


def test_what_would_break_between_epochs_is_refused(server, tmp_path):
    with data_of(server) as data:
        with pytest.raises(FailedPrecondition, match="use_ema"):
            fit(model_of(data, use_ema=True), data)
        with pytest.raises(FailedPrecondition, match="BackupAndRestore"):
            fit(model_of(data), data, callbacks=[keras.callbacks.BackupAndRestore(tmp_path)])
        with pytest.raises(FailedPrecondition, match="not compiled"):
            fit(keras.Sequential(), data)
    with pytest.raises(InvalidArgument, match="leaves some of 13 epochs"):
        data_of(server, epochs=13)
    with pytest.raises(InvalidArgument, match="targets must be one of labels, soft"):
        data_of(server, targets="hard")


def test_the_learning_rate_follows_the_budget(server):
    with data_of(server) as data:
        rates = BudgetSchedule(data.run, lambda spent: spent)
        values = [float(keras.ops.convert_to_numpy(rates(step))) for step in (0, 6, 11, 12, 100)]
        assert values == pytest.approx([0, 6 / 12, 11 / 12, 11 / 12, 11 / 12])
        again = BudgetSchedule.from_config(rates.get_config())
        assert float(keras.ops.convert_to_numpy(again(6))) == values[1]
