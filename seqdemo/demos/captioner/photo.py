"""Open an untrusted photo, or say why not.

Nothing is decoded before the header was read and its size found bearable, so that a small file that
claims a huge picture costs no memory.
"""

from __future__ import annotations

import warnings
from io import BytesIO

import numpy as np
from PIL import ExifTags, Image, ImageOps

from seqdemo.demos.captioner.regions import SIDE

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MAX_BYTES = 25_000_000
MAX_PIXELS = 50_000_000
"""A phone's largest photos; decoded, 150 to 200 MB."""

MAX_PIXELS_OF = {"WEBP": 20_000_000}
"""Pillow needs five times the memory for these."""

LARGE = 2_000
"""Pixels of the longer side, about: a larger picture is made smaller, strip by strip.

A few whole copies of 50 million pixels would be a gigabyte.
"""

HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif")
"""Brands in the header of HEIC files; Pillow does not open them."""

ORIENTATION = ExifTags.Base.Orientation

BACKGROUND = (255, 255, 255)
"""What stands behind the transparent parts of a picture: the paper of most pages."""


class PhotoError(ValueError):
    """The file cannot be shown; the message is for the visitor."""


def open_photo(file: bytes) -> Image.Image:
    """A photo, upright, RGB, of moderate size.

    Of an animation the first frame is taken; 16 bits a channel become 8; transparent parts
    become white; what EXIF says of the camera's orientation is done.

    Args:
        file: JPEG, PNG, WebP, GIF, BMP or TIFF.

    Raises:
        PhotoError: If this is no such picture, it is damaged, or it is too large.
    """
    if not file:
        raise PhotoError("This file is empty.")
    if len(file) > MAX_BYTES:
        raise PhotoError(
            f"This file has {len(file) / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, and of sizes that are checked here
        image = _header(file)
        _check_size(image)
        return _decoded(image)


def squashed(photo: Image.Image) -> Image.Image:
    """A photo as the network has seen photos: the whole of it, squashed to a square."""
    return photo.resize((SIDE, SIDE), Image.Resampling.BICUBIC)


def _header(file: bytes) -> Image.Image:
    """A picture whose header was read, and nothing else."""
    if file[4:8] == b"ftyp" and file[8:12] in HEIC:
        raise PhotoError(
            "This is a HEIC photo, as iPhones take them, and cannot be opened here: send it as "
            "JPEG (Settings, Camera, Formats, Most Compatible)."
        )
    try:
        return Image.open(BytesIO(file), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PhotoError("This picture is too large to be opened.") from error
    except Exception as error:  # readers of damaged headers raise many kinds
        raise PhotoError(
            "This file is no picture that can be opened: use JPEG, PNG, WebP, GIF, BMP or TIFF."
        ) from error


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    most = MAX_PIXELS_OF.get(image.format or "", MAX_PIXELS)
    if width * height > most:
        kind = "" if most == MAX_PIXELS else f" of a {image.format} file"
        raise PhotoError(
            f"This picture has {width:,} × {height:,} pixels; "
            f"at most {most / 1e6:.0f} million{kind} are opened."
        )


def _decoded(image: Image.Image) -> Image.Image:
    # A JPEG can be decoded at a half, a quarter or an eighth of its size, and so in less time.
    image.draft("RGB", (2 * SIDE, 2 * SIDE))
    try:
        image.seek(0)
        image.load()
        return ImageOps.exif_transpose(_moderate(image))
    except Exception as error:  # decoders, too
        raise PhotoError("This picture is damaged or incomplete.") from error


def _moderate(image: Image.Image) -> Image.Image:
    """A picture of any mode as RGB, as large as it has to be; it stays to be turned upright."""
    top = _top(image)
    times = max(1, max(image.size) // LARGE)
    if times == 1:
        found = _rgb(image, top)
    else:
        width, height = image.size
        found = Image.new("RGB", (-(-width // times), -(-height // times)))
        rows = times * max(1, 64 // times)
        for row in range(0, height, rows):
            strip = image.crop((0, row, width, min(height, row + rows)))
            found.paste(_rgb(strip, top).reduce(times), (0, row // times))
    found.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, 1)
    return found


def _rgb(image: Image.Image, top: float) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image, top)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, BACKGROUND)
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")


def _top(image: Image.Image) -> float:
    """The value of white."""
    if image.mode != "F":
        return 65_535.0
    _, most = image.getextrema()
    return max(1e-9, float(most))  # type: ignore[arg-type]


def _eight_bits(image: Image.Image, top: float) -> Image.Image:
    """Grey of 16 bits, or of fractions; Pillow's own conversion cuts off what is above 255."""
    values = np.asarray(image, dtype=np.float32)
    return Image.fromarray((values * (255 / top)).clip(0, 255).astype(np.uint8))
