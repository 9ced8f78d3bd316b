"""The captioners that ship: whole, reproducible, and what a page shows of them true.

Photos are made here or, where the data set is at hand, taken from its dev split; nothing of it is
in the repository.
"""

from __future__ import annotations

import json
from io import BytesIO

import captioner_data
import numpy as np
import pytest
import torch
from PIL import Image

from seqdemo.core.card_file import WEIGHTS
from seqdemo.core.sampling import Sampling
from seqdemo.core.search_tree import Fate
from seqdemo.core.trace_file import load_trace, save_trace
from seqdemo.demos.captioner import data, evaluation
from seqdemo.demos.captioner.decoding import beam_search
from seqdemo.demos.captioner.description import look
from seqdemo.demos.captioner.evaluation import compare
from seqdemo.demos.captioner.photo import PhotoError, open_photo, squashed
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import GRID, REGIONS
from seqdemo.demos.captioner.task import TASK, CaptionerTask
from seqdemo.demos.captioner.words import bare

NETWORKS = TASK.networks
CPU = torch.device("cpu")
SOME = 20  # photos of the dev split


@pytest.fixture(scope="module", params=NETWORKS)
def captioner(request):
    return TASK.load(request.param, CPU)


@pytest.fixture(params=NETWORKS)
def card(request):
    return TASK.card(request.param)


@pytest.fixture(scope="module")
def dev(data_folder):
    try:
        return data.read_split(data_folder / "flickr8k", "dev")
    except FileNotFoundError as error:
        pytest.skip(str(error))


def saved(image, kind="PNG"):
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.fixture(scope="module")
def photo():
    """Sky over grass with something brown on it, 4:3."""
    image = Image.new("RGB", (320, 240), (120, 170, 230))
    image.paste((70, 140, 50), (0, 130, 320, 240))
    image.paste((90, 60, 35), (120, 100, 200, 170))
    noise = np.random.default_rng(0).normal(0, 12, (240, 320, 1))
    return saved(Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8)))


def ask(captioner, photo, **more):
    return Describe(photo, network=captioner.config.kind, **more)


# What ships


def test_the_weights_are_small():
    sizes = [(TASK.folder(network) / WEIGHTS).stat().st_size for network in NETWORKS]
    assert sum(sizes) < 30_000_000


def test_a_card_says_what_a_person_may_want_to_know(card):
    assert card["metrics"]["bleu4"] > {"attention": 23.0, "plain": 20.5}[card["network"]]
    assert card["metrics"].keys() >= {"bleu1", "bleu2", "bleu3", "cider", "distinct", "mean_length"}
    assert "dev.txt" in card["split"] and "non-commercial" in card["licence"]
    assert card["limits"] and card["phases"].keys() == {"decoder", "together", "rewards"}
    assert card["seed"] == 0 and card["minutes"] > 0 and card["command"].startswith("seqdemo train")


def test_no_caption_of_the_data_set_is_on_a_card(card, dev):
    text = json.dumps({key: value for key, value in card.items() if key != "vocabulary"}).lower()
    for captions in dev.captions:
        assert all(caption.lower() not in text for caption in captions if len(caption) > 20)


# What it answers


def test_a_photo_is_described_in_known_words(captioner, photo):
    answer = TASK.predict(captioner, ask(captioner, photo))
    assert 3 <= len(answer.words) <= 20
    assert set(answer.words) <= set(TASK.known(captioner).symbols[4:])
    assert answer.caption.split()[0] == answer.words[0]
    assert TASK.predict(captioner, ask(captioner, photo)) == answer


def test_the_search_says_how_it_found_the_sentence(captioner, photo):
    answer = TASK.predict(captioner, ask(captioner, photo, beam_width=3))
    assert answer.search is not None
    finished = [n for step in answer.search.tree for n in step if n.fate == Fate.FINISHED]
    assert len(finished) == len(answer.search.sentences)
    symbols = TASK.known(captioner).symbols
    assert tuple(symbols[w] for w in answer.search.sentences[0].words) == answer.words


def test_a_sentence_goes_on_from_another_word(captioner, photo):
    answer = TASK.predict(captioner, ask(captioner, photo, prefix=("two", "dogs")))
    assert answer.words[:2] == ("two", "dogs") and len(answer.words) > 3


def test_a_word_it_does_not_know_is_told_so(captioner, photo):
    with pytest.raises(ValueError, match="not in the vocabulary: 'zeppelins'"):
        TASK.predict(captioner, ask(captioner, photo, prefix=("zeppelins",)))


def test_chance_is_a_function_of_the_seed(captioner, photo):
    drawn = [
        TASK.predict(
            captioner, ask(captioner, photo, method="sample", sampling=Sampling(seed=seed))
        ).caption
        for seed in (1, 1, 2, 3, 4)
    ]
    assert drawn[0] == drawn[1] and len(set(drawn)) > 1


def test_a_file_that_is_no_photo_is_told_so(captioner):
    with pytest.raises(PhotoError, match="no picture"):
        TASK.predict(captioner, ask(captioner, b"no photo"))


@pytest.mark.parametrize(
    "wrong", [{"beam_width": 0}, {"beam_width": 11}, {"length_penalty": -1.0}, {"method": "luck"}]
)
def test_a_question_out_of_range_is_told_so(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Describe(b"", **wrong)


# What it shows


def test_a_trace_holds_every_word_and_where_the_network_looked(captioner, photo, tmp_path):
    query = ask(captioner, photo)
    trace, words = TASK.trace(captioner, query), TASK.predict(captioner, query).words
    assert trace.inputs == ("<start>", *words)
    (layer,) = trace.layers
    assert layer.cell == "lstm" and set(layer.gates) == {"input", "forget", "candidate", "output"}
    assert layer.initial_hidden is not None and np.abs(layer.initial_hidden).max() > 0
    if captioner.config.kind == "attention":
        assert trace.attention.shape == (len(trace), REGIONS) and len(trace.source) == REGIONS
        assert trace.source[GRID + 1] == "row 2, column 2"
        # It looks somewhere, and not always at the same place.
        assert trace.attention.max() > 2 / REGIONS
    else:
        assert trace.attention is None and trace.source == ()
    save_trace(trace, tmp_path / "trace.npz")
    assert load_trace(tmp_path / "trace.npz").inputs == trace.inputs


def test_the_trace_says_how_likely_the_sentence_was(captioner, photo):
    query = ask(captioner, photo, beam_width=3)
    trace, answer = TASK.trace(captioner, query), TASK.predict(captioner, query)
    logits = trace.logits.astype(np.float64)
    scores = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    columns = [trace.classes.index(word) for word in (*answer.words, "<end>")]
    total = scores[np.arange(len(trace)), columns].sum()
    assert total == pytest.approx(answer.search.sentences[0].log_probability, abs=1e-3)


# Against people


@torch.inference_mode()
def captions_of(captioner, photos):
    regions = torch.stack([look(captioner, photo) for photo in photos])
    symbols = TASK.known(captioner).symbols
    return [
        " ".join(symbols[word] for word in result.sentences[0].words)
        for result in beam_search(captioner.decoder, regions)
    ]


@pytest.fixture(scope="module")
def some(dev):
    return [dev.photo(number) for number in range(SOME)]


@pytest.fixture(scope="module")
def described(captioner, some):
    """The captions of some photos of the dev split."""
    return captions_of(captioner, some)


def test_dev_photos_are_described_about_as_well_as_the_card_says(captioner, dev, described):
    measured = compare(described, dev.captions[:SOME])
    card = TASK.card(captioner.config.kind)
    assert measured["bleu1"] == pytest.approx(card["metrics"]["bleu1"], abs=8)
    assert measured["distinct"] > SOME // 3


def test_an_ordinary_photo_does_not_suffer_from_the_square(captioner, dev, some, described):
    """Each photo in its usual shape, 4:3, as a visitor brings it: nearly the same words."""
    wide = [photo.resize((640, 480), Image.Resampling.BICUBIC) for photo in some]
    opened = [open_photo(saved(photo, "BMP")) for photo in wide]
    square, ordinary = described, captions_of(captioner, opened)
    same = np.mean([bare(a) == bare(b) for a, b in zip(square, ordinary, strict=True)])
    assert same > 0.5
    references = dev.captions[: len(square)]
    loss = compare(square, references)["cider"] - compare(ordinary, references)["cider"]
    assert loss < 0.04


def test_any_list_of_photos_can_be_measured(captioner, dev, tmp_path):
    few = tmp_path / "flickr8k"
    few.mkdir()
    (few / "images").symlink_to(dev.folder / "images")
    (few / "captions.txt").symlink_to(dev.folder / "captions.txt")
    (few / "held_out.txt").write_text("\n".join(dev.names[:3]))
    task = CaptionerTask(few)
    task.check_split("held_out")
    measured = task.evaluate(task.load(captioner.config.kind, CPU), "held_out")
    assert measured.keys() >= {"bleu1", "bleu4", "cider", "distinct", "mean_length", "parameters"}
    with pytest.raises(ValueError, match="there are: held_out"):
        task.check_split("valid")


def test_photos_of_their_own_sizes_are_measured_squashed_as_in_training(captioner, tmp_path):
    folder = captioner_data.make(tmp_path)
    split = data.read_split(folder, "dev")
    wide = split.photo(0).resize((500, 375))
    found = []
    for photo in (wide, squashed(wide)):
        photo.save(folder / "images" / "p3.jpg", "PNG")  # without a loss, whatever it is called
        found += evaluation.best(captioner, split, width=3, length_penalty=0.7)
    assert found[0] == found[1]
