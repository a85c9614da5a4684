"""Writes a file of every kind of image, and Pillow's pixels of it: `python pillow_formats.py FOLDER`.

For every case a file, and its pixels after convert("RGB") in a file with `.rgb` added, unless Pillow refuses it.
docs/formats.md names the cases and says what is expected of each.
"""

import io
import json
import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image
from pillow_cases import picture
from tiff_writer import packed, tiff

WIDTH, HEIGHT = 61, 45
Cases = dict[str, bytes]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def sub_blocks(data: bytes) -> bytes:
    """Data of a GIF in pieces of at most 255 bytes, and their end."""
    pieces = [data[k : k + 255] for k in range(0, len(data), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def gif(
    rng: np.random.Generator,
    screen: tuple[int, int],
    frame: tuple[int, int, int, int],
    *,
    table: int = 8,
    local: bool = False,
    transparent: int | None = None,
    background: int = 0,
    disposal: int = 0,
    interlaced: bool = False,
    colours: int | None = None,
    depth: int | None = None,
    ramp: bool = False,
    version: bytes = b"GIF89a",
) -> bytes:
    """A GIF of random indices, uncompressed: a clear code before every few of them keeps the codes' size constant."""
    bits = (table or 256).bit_length() - 2
    depth = depth or max(2, bits + 1)
    palette = rng.integers(0, 256, table * 3, dtype=np.uint8).tobytes()
    if ramp:
        palette = bytes(level for level in range(table) for _ in range(3))
    x, y, width, height = frame
    indices = rng.integers(0, colours or table or 256, width * height)
    size, clear = depth + 1, 1 << depth
    codes: list[int] = []
    for k, index in enumerate(indices):
        if k % (clear - 2) == 0:
            codes.append(clear)
        codes.append(int(index))
    codes.append(clear + 1)
    digits = (np.array(codes)[:, None] >> np.arange(size)) & 1
    packed = np.packbits(digits.reshape(-1).astype(np.uint8), bitorder="little").tobytes()
    has_global = table > 0 and not local
    flags = (0x80 | bits) if has_global else 0x70
    out = version + np.array(screen, "<u2").tobytes() + bytes([flags, background, 0])
    out += palette if has_global else b""
    if transparent is not None or disposal:
        out += b"!\xf9\x04" + bytes([(disposal << 2) | (transparent is not None), 5, 0, transparent or 0, 0])
    out += b"," + np.array([x, y, width, height], "<u2").tobytes()
    out += bytes([(0x80 | bits if local else 0) | (0x40 if interlaced else 0)]) + (palette if local else b"")
    return out + bytes([depth]) + sub_blocks(packed) + b";"


def jpeg_cases(image: Image.Image) -> Cases:
    """JPEG."""
    grey, cmyk = image.convert("L"), image.convert("CMYK")
    cases = {f"jpeg-{name}": saved(image, "JPEG", subsampling=k) for k, name in enumerate(("444", "422", "420"))}
    cases["jpeg-progressive"] = saved(image, "JPEG", progressive=True)
    cases["jpeg-grey"] = saved(grey, "JPEG")
    cases["jpeg-cmyk"] = saved(cmyk, "JPEG")
    cases["jpeg-cmyk-progressive"] = saved(cmyk, "JPEG", progressive=True)
    cases["jpeg-rgb"] = saved(image, "JPEG", keep_rgb=True)
    scans = cases["jpeg-progressive"].split(b"\xff\xda")
    cases["jpeg-unrefined"] = b"\xff\xda".join(scans[:-3]) + b"\xff\xd9"
    return cases


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(samples: np.ndarray, colour_type: int, *, bits: int | None = None, interlaced: bool = False) -> bytes:
    """A PNG of kinds that Pillow does not write. `samples` has the shape (height, width, samples of a pixel)."""
    height, width = samples.shape[:2]
    bits = bits or samples.dtype.itemsize * 8
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else ((0, 0, 1, 1),):
        part = samples[y::dy, x::dx]
        for row in part if part.shape[1] else ():
            data += b"\0" + packed(row[None], bits, ">")

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def png_written_cases(image: Image.Image, rng: np.random.Generator) -> Cases:
    """PNG of kinds that Pillow does not write."""
    rgb = np.asarray(image)
    grey = np.asarray(image.convert("L"))[:, :, None]
    rgba = np.concatenate([rgb, grey], axis=2)

    def wide(samples: np.ndarray) -> np.ndarray:
        return samples.astype(np.uint16) * 256 + rng.integers(0, 256, samples.shape).astype(np.uint16)

    return {
        "png-grey-2bit": png(grey >> 6, 0, bits=2),
        "png-grey-4bit": png(grey >> 4, 0, bits=4),
        "png-rgb16": png(wide(rgb), 2),
        "png-rgba16": png(wide(rgba), 6),
        "png-grey16-alpha": png(wide(rgba[:, :, 2:]), 4),
        "png-interlaced": png(rgb, 2, interlaced=True),
        "png-interlaced-rgb16": png(wide(rgb), 2, interlaced=True),
        "png-interlaced-grey16": png(wide(grey) // 70, 0, interlaced=True),
        "png-interlaced-rgba": png(rgba, 6, interlaced=True),
    }


def png_cases(image: Image.Image) -> Cases:
    """PNG."""
    grey, palette = image.convert("L"), image.quantize(50)
    rgba = image.copy()
    rgba.putalpha(grey)
    grey16 = Image.fromarray(np.asarray(grey).astype(np.uint16) * 3)
    return {
        "png-rgb": saved(image, "PNG"),
        "png-rgba": saved(rgba, "PNG"),
        "png-grey": saved(grey, "PNG"),
        "png-grey-alpha": saved(rgba.convert("LA"), "PNG"),
        "png-1bit": saved(image.convert("1"), "PNG"),
        "png-palette": saved(palette, "PNG"),
        "png-palette-4bit": saved(image.quantize(13), "PNG"),
        "png-palette-transparent": saved(palette, "PNG", transparency=3),
        "png-palette-alpha": saved(palette, "PNG", transparency=bytes(range(0, 250, 5))),
        "png-rgb-transparent": saved(image, "PNG", transparency=image.getpixel((0, 0))),
        "png-grey16": saved(grey16, "PNG"),
    }


def webp_cases(image: Image.Image) -> Cases:
    """WebP."""
    rgba = image.copy()
    rgba.putalpha(image.convert("L"))
    frames = [image.rotate(90 * k) for k in range(3)]
    return {
        "webp-lossy": saved(image, "WEBP", quality=70),
        "webp-lossless": saved(image, "WEBP", lossless=True),
        "webp-lossy-alpha": saved(rgba, "WEBP", quality=70),
        "webp-lossless-alpha": saved(rgba, "WEBP", lossless=True, exact=True),
        "webp-animation": saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True),
    }


def gif_cases(image: Image.Image, rng: np.random.Generator) -> Cases:
    """GIF."""
    whole = (0, 0, WIDTH, HEIGHT)
    part = (7, 5, 30, 25)
    screen = (WIDTH, HEIGHT)
    palette = image.quantize(50)
    frames = [palette.rotate(90 * k) for k in range(3)]
    return {
        "gif-plain": saved(palette, "GIF"),
        "gif-grey": saved(image.convert("L"), "GIF"),
        "gif-bits": saved(image.convert("1"), "GIF"),
        "gif-animation": saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "gif-transparent": gif(rng, screen, whole, transparent=3),
        "gif-transparent-saved": saved(palette, "GIF", transparency=4),
        "gif-transparent-87a": gif(rng, screen, whole, transparent=3, version=b"GIF87a"),
        "gif-local": gif(rng, screen, whole, local=True),
        "gif-local-transparent": gif(rng, screen, whole, local=True, transparent=1),
        "gif-interlaced": gif(rng, screen, whole, interlaced=True),
        "gif-part": gif(rng, screen, part),
        "gif-part-background": gif(rng, screen, part, background=5),
        "gif-part-dispose": gif(rng, screen, part, background=5, disposal=2),
        "gif-part-transparent": gif(rng, screen, part, transparent=6, background=5),
        "gif-part-transparent-dispose": gif(rng, screen, part, transparent=6, disposal=2),
        "gif-part-local": gif(rng, screen, part, local=True, table=16),
        "gif-part-local-transparent": gif(rng, screen, part, local=True, table=16, transparent=9),
        "gif-outside": gif(rng, screen, (40, 30, 40, 30)),
        "gif-outside-transparent": gif(rng, screen, (40, 30, 40, 30), transparent=2),
        "gif-no-table": gif(rng, screen, whole, table=0),
        "gif-index-beyond-table": gif(rng, screen, whole, depth=4, colours=16),
        "gif-index-beyond-ramp": gif(rng, screen, whole, depth=4, colours=16, ramp=True),
        "gif-transparent-beyond-table": gif(rng, screen, part, transparent=200),
        "gif-grey-table": saved(Image.linear_gradient("L").resize((WIDTH, HEIGHT)), "GIF"),
    }


def avif_cases(image: Image.Image) -> Cases:
    """AVIF."""
    rgba = image.copy()
    rgba.putalpha(image.convert("L"))
    turned = Image.Exif()
    cases = {f"avif-{s.replace(':', '')}": saved(image, "AVIF", subsampling=s, speed=8) for s in ("4:4:4", "4:2:2", "4:2:0")}
    edges = Image.fromarray((np.indices((HEIGHT, WIDTH)).sum(axis=0)[:, :, None] % (3, 5, 2) == 0).astype(np.uint8) * 255)
    for s in ("4:4:4", "4:2:2", "4:2:0"):
        cases[f"avif-edges-{s.replace(':', '')}"] = saved(edges, "AVIF", subsampling=s, speed=8)
    cases["avif-400"] = saved(image.convert("L"), "AVIF", subsampling="4:0:0", speed=8)
    cases["avif-alpha"] = saved(rgba, "AVIF", subsampling="4:4:4", speed=8)
    cases["avif-lossless"] = saved(image, "AVIF", subsampling="4:4:4", quality=100, speed=8)
    cases["avif-limited-range"] = saved(image, "AVIF", subsampling="4:4:4", range="limited", speed=8)
    for k in range(2, 9):
        turned[0x0112] = k
        cases[f"avif-turned-{k}"] = saved(image, "AVIF", subsampling="4:4:4", speed=8, exif=turned)
    # A property of the same length stands for a clean aperture, which Pillow does not write.
    cases["avif-cut"] = cases["avif-444"].replace(b"pixi", b"clap", 1)
    cases["avif-animation"] = saved(
        image, "AVIF", subsampling="4:4:4", speed=8, save_all=True, append_images=[image.rotate(180)]
    )
    return cases


def tiff_saved_cases(image: Image.Image) -> Cases:
    """TIFF as Pillow writes it."""
    grey = image.convert("L")
    rgba = image.copy()
    rgba.putalpha(grey)
    cases = {}
    for name in ("raw", "packbits", "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate", "jpeg", "lzma", "zstd"):
        cases[f"tiff-{name.removeprefix('tiff_')}"] = saved(image, "TIFF", compression=name)
    for name in ("group3", "group4", "tiff_ccitt", "tiff_lzw"):
        cases[f"tiff-bits-{name.removeprefix('tiff_')}"] = saved(image.convert("1"), "TIFF", compression=name)
    cases["tiff-grey"] = saved(grey, "TIFF")
    cases["tiff-grey-jpeg"] = saved(grey, "TIFF", compression="jpeg")
    cases["tiff-grey-alpha"] = saved(rgba.convert("LA"), "TIFF")
    cases["tiff-rgba"] = saved(rgba, "TIFF")
    cases["tiff-palette"] = saved(image.quantize(50), "TIFF", compression="tiff_lzw")
    cases["tiff-bits"] = saved(image.convert("1"), "TIFF")
    cases["tiff-cmyk"] = saved(image.convert("CMYK"), "TIFF")
    cases["tiff-cmyk-jpeg"] = saved(image.convert("CMYK"), "TIFF", compression="jpeg")
    cases["tiff-ycbcr"] = saved(image.convert("YCbCr"), "TIFF")
    cases["tiff-lab"] = saved(Image.merge("LAB", image.split()), "TIFF")
    cases["tiff-grey16"] = saved(Image.fromarray(np.asarray(grey).astype(np.uint16) * 3), "TIFF")
    cases["tiff-int32"] = saved(Image.fromarray(np.asarray(grey).astype(np.int32) * 3 - 100), "TIFF")
    cases["tiff-float"] = saved(Image.fromarray(np.asarray(grey).astype(np.float32) * 1.7 - 30.3), "TIFF")
    for k in range(2, 9):
        turned = Image.Exif()
        turned[0x0112] = k
        cases[f"tiff-turned-{k}"] = saved(image, "TIFF", exif=turned)
    return cases


def tiff_written_cases(image: Image.Image, rng: np.random.Generator) -> Cases:
    """TIFF of kinds that Pillow does not write."""
    rgb = np.asarray(image)
    grey = np.asarray(image.convert("L"))[:, :, None]
    cmyk = np.asarray(image.convert("CMYK"))

    def joined(*parts: np.ndarray) -> np.ndarray:
        return np.concatenate(parts, axis=2)

    def wide(samples: np.ndarray) -> np.ndarray:
        low = rng.integers(0, 256, samples.shape).astype(np.uint16)
        return samples.astype(np.uint16) * 256 + low

    ramp = np.arange(256, dtype=np.uint16)
    colours = tuple(int(v) * 257 for v in np.stack([ramp, 255 - ramp, ramp // 2]).reshape(-1))
    premultiplied = (rgb.astype(np.uint16) * grey // 255).astype(np.uint8)
    cases = {
        "tiff-big": tiff(rgb, 2, big=True),
        "tiff-predictor": tiff(rgb, 2, compression=8, predictor=2),
        "tiff-tiled": tiff(rgb, 2, tile=16),
        "tiff-planar": tiff(rgb, 2, planar=True),
        "tiff-planar-deflate": tiff(rgb, 2, planar=True, compression=8),
        "tiff-planar-tiled": tiff(rgb, 2, planar=True, tile=16),
        "tiff-planar-tiled-deflate": tiff(rgb, 2, planar=True, tile=16, compression=8),
        "tiff-planar-grey-tiled": tiff(grey, 1, planar=True, tile=16),
        "tiff-grey-inverted": tiff(grey, 0),
        "tiff-grey-2bit": tiff(grey >> 6, 1, bits=2),
        "tiff-grey-4bit": tiff(grey >> 4, 1, bits=4),
        "tiff-grey-4bit-inverted": tiff(grey >> 4, 0, bits=4),
        "tiff-1bit-inverted": tiff(grey >> 7, 0, bits=1),
        "tiff-1bit": tiff(grey >> 7, 1, bits=1),
        "tiff-palette-1bit": tiff(grey >> 7, 3, bits=1, tags={320: (0, 50000, 9000, 65535, 300, 20000)}),
        "tiff-palette-4bit": tiff(grey >> 4, 3, bits=4, tags={320: colours[::16]}),
        "tiff-palette-8bit": tiff(grey, 3, tags={320: colours}),
        "tiff-palette-alpha": tiff(joined(grey, grey), 3, extra=(2,), tags={320: colours}),
        "tiff-fill-order": tiff(grey, 1, tags={266: (2,)}),
        "tiff-grey-12bit": tiff(wide(grey) >> 4, 1, bits=12),
        "tiff-grey16-signed": tiff(grey.astype(np.int16) * 5 - 300, 1, sample_format=2),
        "tiff-grey16-inverted": tiff(wide(grey) // 70, 0),
        "tiff-grey8-signed": tiff(grey.astype(np.int8), 1, sample_format=2),
        "tiff-uint32": tiff(grey.astype(np.uint32) * 3, 1),
        "tiff-grey-alpha-premultiplied": tiff(joined(grey, grey), 1, extra=(1,)),
        "tiff-grey16-alpha": tiff(wide(joined(grey, grey)), 1, extra=(2,)),
        "tiff-rgb-inverted-alpha": tiff(joined(rgb, 255 - grey), 2, extra=(2,)),
        "tiff-rgbx": tiff(joined(rgb, grey), 2, extra=(0,)),
        "tiff-rgba-unnamed": tiff(joined(rgb, grey), 2),
        "tiff-rgba-premultiplied": tiff(joined(premultiplied, grey), 2, extra=(1,)),
        "tiff-rgbxx": tiff(joined(rgb, grey, grey), 2, extra=(0, 0)),
        "tiff-rgbaxx": tiff(joined(rgb, grey, grey, grey), 2, extra=(2, 0, 0)),
        "tiff-rgba-premultiplied-x": tiff(joined(premultiplied, grey, grey), 2, extra=(1, 0)),
        "tiff-rgb16": tiff(wide(rgb), 2),
        "tiff-rgb16-planar": tiff(wide(rgb), 2, planar=True),
        "tiff-rgb16-predictor": tiff(wide(rgb), 2, compression=8, predictor=2),
        "tiff-rgba16": tiff(wide(joined(rgb, grey)), 2, extra=(2,)),
        "tiff-rgbx16": tiff(wide(joined(rgb, grey)), 2, extra=(0,)),
        "tiff-rgba16-premultiplied": tiff(wide(joined(premultiplied, grey)), 2, extra=(1,)),
        "tiff-rgb32": tiff(wide(rgb).astype(np.uint32) << 16, 2),
        "tiff-rgb-float": tiff((rgb / 255).astype(np.float32), 2, sample_format=3),
        "tiff-cmyk-written": tiff(cmyk, 5),
        "tiff-cmyk-planar": tiff(cmyk, 5, planar=True),
        "tiff-cmyk-extra": tiff(joined(cmyk, grey), 5, extra=(0,)),
        "tiff-cmyk16": tiff(wide(cmyk), 5),
        "tiff-ycbcr-444": tiff(rgb, 6, tags={530: (1, 1)}),
        "tiff-lab-written": tiff(rgb, 8),
        "tiff-grey-multi": tiff(joined(grey, grey, grey), 1, extra=(0, 0)),
        "tiff-old-jpeg": tiff(rgb, 6, compression=6),
    }
    alphas, values = np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8))
    every = np.stack([values, values, values, alphas], axis=2)
    cases["tiff-rgba-premultiplied-all"] = tiff(every, 2, extra=(1,))
    extremes = np.array([[-1e9, -0.5, 0.4, 0.5, 0.99, 1, 254.4, 254.6, 255, 255.4, 256, 300.7, 1e9, np.inf, -np.inf]])
    cases["tiff-float-extremes"] = tiff(extremes.astype(np.float32)[:, :, None], 1, sample_format=3)
    whole = np.array([[-(2**31), -70000, -300, -1, 0, 1, 254, 255, 256, 65535, 65536, 70000, 2**31 - 1]])
    cases["tiff-int32-extremes"] = tiff(whole.astype(np.int32)[:, :, None], 1, sample_format=2)
    cases["tiff-fill-order-rgb"] = tiff(rgb, 2, tags={266: (2,)})
    cases["tiff-fill-order-1bit"] = tiff(grey >> 7, 1, bits=1, tags={266: (2,)})
    cases["tiff-fill-order-deflate"] = tiff(rgb, 2, compression=8, tags={266: (2,)})
    cases["tiff-planar-rgba"] = tiff(joined(rgb, grey), 2, planar=True, extra=(2,))
    cases["tiff-planar-grey"] = tiff(grey, 1, planar=True)
    cases["tiff-tiled-grey16"] = tiff(wide(grey) // 70, 1, tile=16)
    cases["tiff-tiled-cmyk"] = tiff(cmyk, 5, tile=32)
    cases["tiff-rgb-jpeg"] = saved(image, "TIFF", compression="jpeg", tiffinfo={262: 2})
    cases["tiff-pages"] = saved(image, "TIFF", save_all=True, append_images=[image.rotate(90)])
    cases["tiff-rgb16-big-endian"] = tiff(wide(rgb), 2, order=">")
    cases["tiff-grey16-big-endian"] = tiff(wide(grey) // 70, 1, order=">")
    cases["tiff-grey16-signed-big-endian"] = tiff(grey.astype(np.int16) * 5 - 300, 1, sample_format=2, order=">")
    cases["tiff-big-endian"] = tiff(rgb, 2, order=">")
    cases["tiff-float-big-endian"] = tiff((grey * 1.7 - 30.3).astype(np.float32), 1, sample_format=3, order=">")
    return cases


def main(folder: pathlib.Path) -> None:
    """Writes the cases and their list, formats.json."""
    rng = np.random.default_rng(20261130)
    image = picture(rng, WIDTH, HEIGHT)
    cases = jpeg_cases(image) | png_cases(image) | webp_cases(image) | gif_cases(image, rng) | avif_cases(image)
    cases |= png_written_cases(image, rng) | tiff_saved_cases(image) | tiff_written_cases(image, rng)
    listed = []
    for name, data in cases.items():
        (folder / name).write_bytes(data)
        try:
            rgb = Image.open(folder / name).convert("RGB")
        except Exception as error:
            listed.append({"name": name, "refused": f"{type(error).__name__}: {error}"})
            continue
        (folder / f"{name}.rgb").write_bytes(rgb.tobytes())
        listed.append({"name": name, "width": rgb.width, "height": rgb.height})
    (folder / "formats.json").write_text(json.dumps(listed))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
