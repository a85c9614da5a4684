"""Writes TIFF files of kinds that Pillow can read but not write, after the TIFF 6.0 specification."""

import struct
import zlib

import numpy as np

SHORT, LONG, LONG8 = 3, 4, 16
TYPES = {SHORT: "H", LONG: "I", LONG8: "Q"}
DEFLATE = 8


def packed(samples: np.ndarray, bits: int, order: str) -> bytes:
    """The samples of some rows as bytes; those of less than 8 or of 12 bits begin at the most significant one."""
    if bits >= 8 and bits % 8 == 0:
        return samples.astype(samples.dtype.newbyteorder(order)).tobytes()
    rows = samples.reshape(samples.shape[0], -1)
    digits = (rows[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(digits.reshape(len(rows), -1).astype(np.uint8), axis=1).tobytes()


def blocks(samples: np.ndarray, tile: int | None) -> list[np.ndarray]:
    """The image in strips of 16 rows, or in square tiles that are filled up at the edges."""
    height, width = samples.shape[:2]
    if tile is None:
        return [samples[y : y + 16] for y in range(0, height, 16)]
    room = ((0, -height % tile), (0, -width % tile), (0, 0))
    padded = np.pad(samples, room, mode="edge")
    return [
        padded[y : y + tile, x : x + tile]
        for y in range(0, padded.shape[0], tile)
        for x in range(0, padded.shape[1], tile)
    ]


def tiff(
    samples: np.ndarray,
    photometric: int,
    *,
    bits: int | None = None,
    sample_format: int = 1,
    extra: tuple[int, ...] = (),
    order: str = "<",
    big: bool = False,
    planar: bool = False,
    tile: int | None = None,
    compression: int = 1,
    predictor: int = 1,
    tags: dict[int, tuple[int, ...]] | None = None,
) -> bytes:
    """A file of one image. `samples` has the shape (height, width, samples of a pixel)."""
    height, width, count = samples.shape
    bits = bits or samples.dtype.itemsize * 8
    layers = [samples[:, :, k : k + 1] for k in range(count)] if planar else [samples]
    pieces = []
    for layer in layers:
        for block in blocks(layer, tile):
            rows = block
            if predictor == 2:
                rows = block.copy()
                rows[:, 1:] = block[:, 1:] - block[:, :-1]
            data = packed(rows, bits, order)
            pieces.append(zlib.compress(data) if compression == DEFLATE else data)
    entries: dict[int, tuple[int, tuple[int, ...]]] = {
        256: (LONG, (width,)),
        257: (LONG, (height,)),
        258: (SHORT, (bits,) * count),
        259: (SHORT, (compression,)),
        262: (SHORT, (photometric,)),
        277: (SHORT, (count,)),
        284: (SHORT, (2 if planar else 1,)),
        339: (SHORT, (sample_format,) * count),
    }
    if predictor != 1:
        entries[317] = (SHORT, (predictor,))
    if extra:
        entries[338] = (SHORT, extra)
    for tag, values in (tags or {}).items():
        entries[tag] = (SHORT, values)
    place = LONG8 if big else LONG
    offsets, lengths = (273, 279) if tile is None else (324, 325)
    if tile is None:
        entries[278] = (LONG, (16,))
    else:
        entries |= {322: (LONG, (tile,)), 323: (LONG, (tile,))}
    start = 16 if big else 8
    positions = [start + sum(map(len, pieces[:k])) for k in range(len(pieces))]
    entries[offsets] = (place, tuple(positions))
    entries[lengths] = (place, tuple(map(len, pieces)))
    return assembled(entries, b"".join(pieces), order, big)


def assembled(entries: dict[int, tuple[int, tuple[int, ...]]], data: bytes, order: str, big: bool) -> bytes:
    """Header, data, the values that do not fit into their entries, and the directory."""
    word, inline = ("Q", 8) if big else ("I", 4)
    mark = b"II" if order == "<" else b"MM"
    position = (16 if big else 8) + len(data)
    outside, directory = b"", b""
    for tag, (kind, values) in sorted(entries.items()):
        encoded = struct.pack(f"{order}{len(values)}{TYPES[kind]}", *values)
        if len(encoded) > inline:
            outside += b"\0" * (len(outside) % 2)
            field = struct.pack(order + word, position + len(outside))
            outside += encoded
        else:
            field = encoded.ljust(inline, b"\0")
        directory += struct.pack(f"{order}HH{word}", tag, kind, len(values)) + field
    outside += b"\0" * (-(position + len(outside)) % 8)
    first = position + len(outside)
    if big:
        header = mark + struct.pack(order + "HHHQ", 43, 8, 0, first)
        count = struct.pack(order + "Q", len(entries))
    else:
        header = mark + struct.pack(order + "HI", 42, first)
        count = struct.pack(order + "H", len(entries))
    return header + data + outside + count + directory + b"\0" * inline
