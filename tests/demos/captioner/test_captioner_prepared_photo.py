"""A photo made ready for the page, and the memory that hostile files cost."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqdemo.demos.captioner.photo import PhotoError, open_photo, squashed
from seqdemo.demos.captioner.prepared_photo import SHOWN, THUMB, prepare


def photo_file(width=600, height=300, kind="PNG", **how):
    noise = np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    file = BytesIO()
    Image.fromarray(noise).resize((width, height)).save(file, kind, **how)
    return file.getvalue()


def opened(file):
    image = Image.open(BytesIO(file))
    image.load()
    return image


def test_the_network_sees_exactly_what_it_would_see_of_the_file():
    file = photo_file()
    seen = open_photo(prepare(file, "a.png").seen)
    assert np.array_equal(np.asarray(seen), np.asarray(squashed(open_photo(file))))
    assert np.array_equal(np.asarray(squashed(seen)), np.asarray(seen))


@pytest.mark.parametrize(("width", "height"), [(2000, 1000), (300, 1200), (40, 30), (3000, 2)])
def test_people_see_the_photo_in_its_own_shape_and_of_moderate_size(width, height):
    photo = prepare(photo_file(width, height, compress_level=1), "a.png")
    assert photo.size == (width, height)
    for file, side in ((photo.shown, SHOWN), (photo.thumb, THUMB)):
        shown = opened(file)
        assert max(shown.size) == min(side, max(width, height))
        assert shown.height == max(1, round(height * shown.width / width))


def test_where_the_photo_was_taken_is_not_passed_on():
    exif = Image.Exif()
    exif[0x010E] = "my garden"
    photo = prepare(photo_file(kind="JPEG", exif=exif), "a.jpg")
    for file in (photo.seen, photo.shown, photo.thumb):
        assert b"my garden" not in file and not opened(file).getexif()


def test_two_uploads_of_one_photo_are_one_and_a_sample_keeps_its_name():
    file = photo_file()
    assert prepare(file, "a.png").key == prepare(file, "b.png").key
    assert prepare(file, "cat", key="cat").key == "cat"
    assert prepare(file, "a.png").uploaded and not prepare(file, "cat", key="cat").uploaded


def test_what_is_no_photo_is_told_so():
    with pytest.raises(PhotoError, match="no picture"):
        prepare(b"nothing", "a.jpg")


# ---- memory ------------------------------------------------------------------------------------

MEASURE = """
import json, resource, struct, sys, zlib
from io import BytesIO
from time import process_time
from PIL import Image
from seqdemo.demos.captioner.photo import PhotoError
from seqdemo.demos.captioner.prepared_photo import prepare

def claim(side):
    def chunk(kind, body):
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\\x89PNG\\r\\n\\x1a\\n" + b"".join(parts)

def bomb(width, height):
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()

def noise():
    return bytes(200_000_000)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

prepare(bomb(10, 10), "first")  # what the libraries take for themselves
file = {"claim": lambda: claim(20_000), "bomb": lambda: bomb(20_000, 20_000),
        "bytes": noise, "largest": lambda: bomb(7_000, 7_000)}[sys.argv[1]]()
before = peak()
start, said = process_time(), "a photo"
try:
    prepare(file, "hostile")
except PhotoError as error:
    said = str(error)
print(json.dumps({"mb": peak() - before, "seconds": process_time() - start, "said": said}))
"""


def measured(kind: str) -> dict:
    """What opening a file costs in a fresh process: MB above what was held before, and seconds."""
    command = [sys.executable, "-c", MEASURE, kind]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("claim", "too large"), ("bomb", "too large"), ("bytes", "200 MB")],
)
def test_a_hostile_file_costs_neither_memory_nor_time(kind, sentence):
    cost = measured(kind)
    assert sentence in cost["said"]
    assert cost["mb"] < 20 and cost["seconds"] < 1


def test_the_largest_picture_that_is_opened_costs_a_few_hundred_megabytes_at_most():
    cost = measured("largest")
    assert cost["said"] == "a photo"
    assert cost["mb"] < 500
