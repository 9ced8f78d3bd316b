"""Whatever a visitor drops on the page: the right picture or a clear sentence, within a second."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from time import process_time
from typing import Any

import numpy as np
import pytest
from PIL import Image

from seqdemo.demos.captioner.photo import MAX_PIXELS, PhotoError, open_photo, squashed
from seqdemo.demos.captioner.regions import SIDE

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (255, 255, 255)


def corners(width: int = 160, height: int = 120) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def assert_corners(photo: Image.Image, tolerance: int = 40) -> None:
    assert photo.mode == "RGB"
    width, height = photo.size
    places = [(0.25, 0.25, RED), (0.75, 0.25, GREEN), (0.25, 0.75, BLUE), (0.75, 0.75, WHITE)]
    for x, y, colour in places:
        seen = np.array(photo.getpixel((int(x * width), int(y * height))))
        assert np.abs(seen - colour).max() <= tolerance, (x, y, seen)


def refused(file: bytes) -> str:
    """The sentence, said within a second."""
    start = process_time()
    with pytest.raises(PhotoError) as error:
        open_photo(file)
    assert process_time() - start < 1.0
    message = str(error.value)
    assert message[0].isupper() and message.endswith(".")
    return message


def huge_png(side: int) -> bytes:
    """A file of a few bytes that says it is `side` pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(bytes(1000))),
            chunk(b"IEND", b""),
        ]
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_usual_format_opens(kind: str) -> None:
    photo = open_photo(saved(corners(), kind))
    assert photo.size == (160, 120)
    assert_corners(photo)


def test_a_large_jpeg_opens_within_a_second_and_is_not_decoded_in_full() -> None:
    file = saved(corners(7000, 5000), "JPEG")
    start = process_time()
    photo = open_photo(file)
    assert process_time() - start < 1.0
    assert max(photo.size) < 2000
    assert_corners(photo)


@pytest.mark.parametrize(
    "file",
    [b"hello, I am a text", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", bytes(5000)],
    ids=["text", "pdf", "svg", "zeros"],
)
def test_what_is_no_picture_is_told_so(file: bytes) -> None:
    assert "no picture that can be opened" in refused(file)


def test_an_empty_file_is_told_so() -> None:
    assert refused(b"") == "This file is empty."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_truncated_file_is_told_so(kind: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (120, 160, 3), dtype=np.uint8)
    file = saved(Image.fromarray(noise), kind)
    message = refused(file[: int(share * len(file))])
    assert "damaged" in message or "no picture" in message


def test_a_file_of_200_mb_is_not_even_looked_at() -> None:
    assert "200 MB" in refused(bytes(200_000_000))


def test_a_picture_that_says_it_is_20000_pixels_wide_is_refused_before_decoding() -> None:
    assert "too large" in refused(huge_png(20_000))


def test_a_bomb_below_pillows_own_limit_is_refused_too() -> None:
    side = int(MAX_PIXELS**0.5) + 1
    assert f"{side:,} × {side:,} pixels" in refused(huge_png(side))


def test_one_pixel_is_a_picture() -> None:
    photo = open_photo(saved(Image.new("RGB", (1, 1), GREEN), "PNG"))
    assert photo.getpixel((0, 0)) == GREEN
    assert squashed(photo).size == (SIDE, SIDE)


def test_a_very_long_picture_is_a_picture() -> None:
    assert squashed(open_photo(saved(corners(9000, 2), "PNG"))).size == (SIDE, SIDE)


def test_cmyk_becomes_the_colours_it_shows() -> None:
    assert_corners(open_photo(saved(corners().convert("CMYK"), "JPEG")))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_of_16_bits_keeps_its_light_and_dark(kind: str) -> None:
    ramp = np.linspace(0, 65_535, 160).astype(np.uint16)
    photo = open_photo(saved(Image.fromarray(np.tile(ramp, (120, 1))), kind))
    row = np.array(photo)[60, :, 0].astype(int)
    assert row[0] <= 2 and row[-1] >= 253 and abs(row[80] - 128) <= 3


def test_fractions_keep_their_light_and_dark() -> None:
    ramp = np.tile(np.linspace(0, 1, 160, dtype=np.float32), (120, 1))
    row = np.array(open_photo(saved(Image.fromarray(ramp), "TIFF")))[60, :, 0].astype(int)
    assert row[0] <= 2 and row[-1] >= 253 and abs(row[80] - 128) <= 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_few_colours_are_a_picture(mode: str) -> None:
    photo = open_photo(saved(corners().convert(mode), "PNG"))
    assert photo.mode == "RGB"
    dark, light = (np.array(photo.getpixel(at)).mean() for at in ((40, 90), (120, 90)))
    assert dark < light


def test_what_is_transparent_is_white() -> None:
    image = corners().convert("RGBA")
    image.paste((0, 0, 0, 0), (80, 60, 160, 120))  # black, were it not for alpha
    assert_corners(open_photo(saved(image, "PNG")))


def test_a_palette_with_transparency_is_white_there() -> None:
    image = corners().quantize(4)
    nothing = image.getpixel((120, 90))
    assert_corners(open_photo(saved(image, "PNG", transparency=nothing)))
    assert_corners(open_photo(saved(image, "GIF", transparency=nothing)))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "CMYK", "I;16", "F"])
def test_a_large_picture_is_made_smaller_strip_by_strip_and_keeps_its_colours(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((4_321, 3_210))
    values = np.asarray(grey, dtype=np.float32)
    made = {
        "I;16": lambda: Image.fromarray((257 * values).astype(np.uint16)),
        "F": lambda: Image.fromarray(values / 255),
    }
    image = made[mode]() if mode in made else grey.convert(mode)
    photo = open_photo(saved(image, "TIFF", compression="tiff_adobe_deflate"))
    assert photo.mode == "RGB" and photo.size == (2_161, 1_605)
    down = np.asarray(photo)[:, 1_000, 0].astype(int)
    wrong = np.abs(down - np.linspace(0, 255, 1_605)).max()
    assert wrong < (130 if mode == "1" else 3), "a strip is not where it belongs"


def test_a_large_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = open_photo(saved(TURNED[6](corners(4_400, 3_300)), "PNG", exif=exif, compress_level=1))
    assert photo.size == (2_200, 1_650)
    assert_corners(photo)


def test_of_a_webp_file_fewer_pixels_are_opened() -> None:
    file = saved(Image.new("RGB", (5_000, 4_001), GREEN), "WEBP", method=0)
    assert "at most 20 million of a WEBP file are opened" in refused(file)


TURNED: dict[int, Callable[[Image.Image], Image.Image]] = {
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}


@pytest.mark.parametrize("orientation", TURNED)
def test_a_camera_held_upright_gives_an_upright_photo(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = open_photo(saved(TURNED[orientation](corners()), "JPEG", exif=exif))
    assert photo.size == (160, 120)
    assert_corners(photo)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    others = [Image.new("RGB", (160, 120), BLUE), Image.new("RGB", (160, 120), RED)]
    file = saved(corners(), kind, save_all=True, append_images=others)
    assert_corners(open_photo(file))


def test_the_whole_photo_is_seen_whatever_its_shape() -> None:
    for size in ((160, 120), (120, 160), (400, 100)):
        seen = squashed(corners(*size))
        assert seen.size == (SIDE, SIDE)
        assert_corners(seen)
        assert np.abs(np.array(seen.getpixel((2, 2))) - RED).max() < 10
        assert np.abs(np.array(seen.getpixel((221, 2))) - GREEN).max() < 10


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_a_photo_of_an_iphone_is_refused_with_what_to_do(brand: bytes) -> None:
    with pytest.raises(PhotoError, match=r"HEIC.*JPEG"):
        open_photo(b"\0\0\0\x18ftyp" + brand + bytes(64))
