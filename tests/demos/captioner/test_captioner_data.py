"""Splits, captions as numbers, cached regions and changed photos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import captioner_data
import numpy as np
import pytest
import torch

from seqdemo.demos.captioner.data import (
    LONGEST,
    caption_tensor,
    padded,
    pixels,
    read_split,
    split_file,
    whole_captions,
)
from seqdemo.demos.captioner.encoder import PhotoEncoder
from seqdemo.demos.captioner.training_data import (
    AugmentedPhotos,
    CachedRegions,
    cached_regions,
    in_another_light,
)
from seqdemo.demos.captioner.words import BOS, EOS, PAD, UNK, numbers_of, vocabulary_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return captioner_data.make(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def train(folder):
    return read_split(folder, "train")


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(0)
    return PhotoEncoder().eval()


def test_a_split_is_the_photos_of_its_list_with_their_captions(train):
    assert train.names == captioner_data.TRAIN
    assert train.captions[2] == captioner_data.SENTENCES
    assert train.photo(0).size == (224, 224)


def test_valid_is_what_the_data_set_calls_dev(folder):
    assert read_split(folder, "valid") == read_split(folder, "dev")


def test_any_list_names_a_split(folder, tmp_path):
    held_out = captioner_data.make(tmp_path)
    (held_out / "held_out.txt").write_text("p1.jpg\np3.jpg\n")
    assert read_split(held_out, "held_out").names == ("p1.jpg", "p3.jpg")


@pytest.mark.parametrize("name", ["test", "captions", "../flickr8k/nothing"])
def test_a_split_without_a_list_is_told_so(folder, name):
    with pytest.raises(ValueError, match=r"there are: dev, train"):
        split_file(folder, name)


def test_a_folder_without_the_data_set_is_told_what_to_do(tmp_path):
    for folder in (None, tmp_path):
        with pytest.raises(FileNotFoundError, match=r"holds Flickr8k .* with --data"):
            read_split(folder, "train")


def test_a_photo_without_captions_is_named(tmp_path):
    folder = captioner_data.make(tmp_path)
    (folder / "odd.txt").write_text("p0.jpg\nnowhere.jpg\n")
    with pytest.raises(ValueError, match=r"nowhere\.jpg of odd has no caption"):
        read_split(folder, "odd")


def test_captions_become_numbers_with_start_and_end(train):
    vocabulary = vocabulary_of(c for captions in train.captions for c in captions)
    assert "dog" in vocabulary and "brown" not in vocabulary  # three times only
    rows = caption_tensor(train, vocabulary)
    assert rows.shape == (3, 5, LONGEST + 2)
    dog, runs = vocabulary.encode(["dog", "runs"]).tolist()
    assert rows[0, 4, :5].tolist() == [BOS, dog, runs, EOS, PAD]
    assert numbers_of("One brown dog", vocabulary) == [UNK, UNK, dog]


def test_whole_captions_have_an_end_however_long_they_are(train):
    vocabulary = vocabulary_of(c for captions in train.captions for c in captions)
    longer = replace(train, captions=(("a dog " * LONGEST,), *train.captions[1:]))
    rows = whole_captions(longer, vocabulary)
    assert rows.shape == (3, 5, 2 * LONGEST + 1)
    assert rows[0, 0, -1] == EOS and (rows[0, 1:] == PAD).all()
    dog, runs = vocabulary.encode(["dog", "runs"]).tolist()
    assert rows[2, 4, :4].tolist() == [dog, runs, EOS, PAD]


def test_a_caption_that_is_too_long_has_no_end():
    (row,) = padded([list(range(4, 4 + LONGEST + 3))])
    assert row[0] == BOS and EOS not in row and PAD not in row[: LONGEST + 1]


def test_regions_are_cached_for_these_weights_and_no_others(train, encoder, tmp_path):
    regions = cached_regions(encoder, train, tmp_path)
    (file,) = tmp_path.glob("*.npy")
    written = file.stat().st_mtime_ns
    again = cached_regions(encoder, train, tmp_path)
    assert np.array_equal(regions, again) and file.stat().st_mtime_ns == written
    other = PhotoEncoder().eval()
    cached_regions(other, train, tmp_path)
    assert len(list(tmp_path.glob("*.npy"))) == 2


@torch.inference_mode()
def test_cached_regions_are_what_the_encoder_sees_of_photos_and_mirror_images(
    train, encoder, tmp_path
):
    captions = torch.ones(3, 5, 4, dtype=torch.long)
    data = CachedRegions(cached_regions(encoder, train, tmp_path), captions)
    assert len(data) == 6
    regions, _, numbers = data.__getitems__([1, 5])
    assert numbers.tolist() == [1, 2]
    photos = torch.stack([pixels(train.photo(1)), pixels(train.photo(2)).flip(2)])
    torch.testing.assert_close(regions.float(), encoder(photos), atol=1e-2, rtol=1e-2)


def test_a_batch_holds_no_column_that_is_empty(train, encoder, tmp_path):
    captions = torch.full((3, 5, 9), PAD)
    captions[..., :3] = 7
    captions[2, 4, :6] = 7
    data = CachedRegions(cached_regions(encoder, train, tmp_path), captions)
    assert data.__getitems__([0, 1])[1].shape == (2, 5, 3)
    assert data.__getitems__([0, 2])[1].shape == (2, 5, 6)


def test_a_photo_is_changed_in_another_way_each_time_and_in_the_same_way_again(train):
    data = AugmentedPhotos(train, torch.ones(3, 5, 4, dtype=torch.long), passes=4, seed=0)
    assert len(data) == 12
    first, later = data[1], data[4]
    assert first[2].tolist() == later[2].tolist() == [1]
    assert not torch.equal(first[0], later[0])
    assert torch.equal(first[0], data[1][0])
    assert first[0].shape == (1, 3, 224, 224) and first[0].dtype == torch.uint8


def test_a_changed_photo_is_still_that_photo(train):
    """Its colours come from the photo: nearer to it, mirrored or not, than to the others."""
    data = AugmentedPhotos(train, torch.ones(3, 5, 4, dtype=torch.long), passes=3, seed=0)
    photos = [pixels(train.photo(n)).float() for n in range(3)]
    for index in range(9):
        changed = data[index][0][0].float()
        apart = [
            min((changed - p.flip(2)).abs().mean(), (changed - p).abs().mean()) for p in photos
        ]
        assert int(np.argmin(apart)) == index % 3


def test_light_is_scaled():
    photo = torch.full((3, 2, 2), 100, dtype=torch.uint8)
    assert in_another_light(photo, [1.1, 1.0, 1.0]).unique().tolist() == [110]
    photo[0, 0, 0], photo[0, 1, 1] = 200, 0
    assert torch.equal(in_another_light(photo, [1.0, 1.0, 1.0]), photo)
    grey = in_another_light(photo, [1.0, 1.0, 0.0])
    assert torch.equal(grey[0], grey[1]) and torch.equal(grey[1], grey[2])
    assert in_another_light(photo, [9.0, 1.0, 1.0]).max() == 255


# ---- files as people have them -----------------------------------------------------------------


def with_captions(folder, lines, *, names="a b.jpg", mark=b"", end="\n"):
    (folder / "captions.txt").write_bytes(mark + end.join(lines).encode())
    (folder / "odd.txt").write_text(names, "utf-8")
    return folder


LINES = ["a b.jpg#0\tA dog runs .", "a b.jpg#1\tA\u2028dog .", ""]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_line_ends_and_spaces_in_names_change_no_caption(tmp_path, mark, end):
    split = read_split(with_captions(tmp_path, LINES, mark=mark, end=end), "odd")
    assert split.names == ("a b.jpg",)
    assert split.captions == (("A dog runs .", "A\u2028dog ."),)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["a.jpg#0,A dog ."], r"no tab between photo and caption in line 1 of .*captions.txt"),
        (["image,caption", *LINES], r"no tab between photo and caption in line 1 of"),
        ([LINES[0], "a b.jpg#1\t"], r"no caption after the tab in line 2 of"),
    ],
)
def test_captions_in_another_form_are_refused_with_their_line(tmp_path, lines, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_split(with_captions(tmp_path, lines), "odd")


def test_an_empty_list_and_a_text_in_another_code_are_named(tmp_path):
    with pytest.raises(ValueError, match=r"odd\.txt names no photo"):
        read_split(with_captions(tmp_path, LINES, names="\n"), "odd")
    (tmp_path / "odd.txt").write_bytes("é.jpg".encode("latin-1"))
    with pytest.raises(ValueError, match=r"odd\.txt is no text in UTF-8"):
        read_split(tmp_path, "odd")


def test_a_split_lies_in_the_folder_of_the_data_set(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    with_captions(tmp_path, LINES)
    with pytest.raises(ValueError, match=r"no split is called '\.\./odd'; there are: odd"):
        read_split(with_captions(inside, LINES), "../odd")


def test_a_photo_that_is_cut_short_is_named(folder, train):
    path = train.folder / "images" / train.names[0]
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:200])
        with pytest.raises(OSError, match=rf"{train.names[0]} cannot be read"):
            train.photo(0)
    finally:
        path.write_bytes(whole)


@torch.inference_mode()
def test_norms_joined_with_convolutions_see_what_the_layers_see_one_by_one(train):
    torch.manual_seed(0)
    photos = torch.stack([pixels(train.photo(n)) for n in range(3)])
    encoder = PhotoEncoder().eval()
    for norm in (m for m in encoder.modules() if isinstance(m, torch.nn.BatchNorm2d)):
        norm.running_mean.normal_(std=0.1)
        norm.running_var.uniform_(0.5, 2)
        torch.nn.init.normal_(norm.weight, 1, 0.1)
    x = (photos - 127) / 128
    expected = encoder.features(x).flatten(2).transpose(1, 2)
    torch.testing.assert_close(encoder(photos), expected, atol=1e-4, rtol=1e-4)
