"""Reads the validation data of a run: `python validate.py ADDRESS RUN RANK WORLD SIZE PAD`; a line of JSON a batch."""

import hashlib
import json
import sys

import crescendo


def main(address: str, run: str, rank: int, world_size: int, size: int, pad: bool) -> None:
    """Prints digests, labels, keys and validity."""
    place = {"rank": rank, "world_size": world_size}
    with crescendo.ValidationLoader(address, run, size=size, pad=pad, **place) as loader:
        for batch in loader:
            record = {
                "keys": list(batch.keys),
                "labels": batch.labels.tolist(),
                "valid": batch.valid.tolist(),
                "images": [hashlib.sha256(image.tobytes()).hexdigest() for image in batch.images],
            }
            print(json.dumps(record))


if __name__ == "__main__":
    main(*sys.argv[1:3], *(int(argument) for argument in sys.argv[3:6]), pad=sys.argv[6] == "true")
