"""Films and who watches them: what is made, what is read, what is measured."""

import numpy as np
import pytest
import torch

from seqdemo.demos.films import evaluation
from seqdemo.demos.films.data import Films
from seqdemo.demos.films.examples import first, ready, shipped
from seqdemo.demos.films.explore import EXPLORE
from seqdemo.demos.films.kinds import FILMS, FRAMES, LONGEST, SHORTEST
from seqdemo.demos.films.making import film
from seqdemo.demos.films.network import FilmConfig, FilmWatcher
from seqdemo.demos.films.query import Watch, decode
from seqdemo.demos.films.reading import film_guesses, frame_guesses, shuffled
from seqdemo.demos.films.task import TASK
from seqdemo.handwriting.grids import BLANK, encode

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def models():
    return {network: TASK.load(network, CPU) for network in ("gru", "frame", "both")}


def made(kind, length=6, seed=0):
    return film(kind, length, np.random.default_rng(seed), spoilt=0)


@pytest.mark.parametrize("kind", FILMS)
def test_films_of_each_kind_are_frames_of_zeros_and_ones_always_the_same(kind):
    for length in (SHORTEST, LONGEST):
        one, two = made(kind, length), made(kind, length)
        assert one.frames.shape == (length, 7, 7) and len(one.happens) == length
        assert set(np.unique(one.frames)) <= {0.0, 1.0}
        assert np.array_equal(one.frames, two.frames) and FILMS[one.kind] == kind


def test_a_ball_that_moves_left_is_the_frame_before_one_cell_to_the_left():
    frames = [made("moves left", seed=seed).frames for seed in range(20)]
    by_one = [np.array_equal(np.roll(one[0], -1, 1), one[1]) for one in frames]
    by_two = [np.array_equal(np.roll(one[0], -2, 1), one[1]) for one in frames]
    assert any(by_one) and all(a or b for a, b in zip(by_one, by_two, strict=True))


def test_what_bounces_goes_both_ways_and_says_so():
    for seed in range(50):
        one = made("bounces", SHORTEST, seed)
        names = {FRAMES[n] for n in one.happens}
        assert names in ({"up", "down"}, {"left", "right"})


def test_films_of_a_batch_are_equally_long():
    films = Films("valid", 9)
    frames, happens, kind = films.__getitems__([3, 12, 21])
    assert frames.shape == (3, SHORTEST + 3, 7, 7) and happens.shape == (3, SHORTEST + 3)
    assert kind.tolist() == [0, 1, 2]


def test_the_trace_is_what_the_network_says(models):
    for model in models.values():
        trace = TASK.trace(model, Watch(first()))
        now, so_far = model(torch.from_numpy(Watch(first()).cells())[None])
        np.testing.assert_allclose(trace.logits, so_far[0].detach(), atol=1e-5)
        np.testing.assert_allclose(trace.extras["happens"], now[0].detach(), atol=1e-5)
        assert TASK.predict(model, Watch(first())) == film_guesses(trace)[0][0]
        assert len(frame_guesses(trace)) == len(first())


def test_shuffled_frames_change_no_answer_of_the_one_without_memory(models):
    frames = ready("moves up")
    mixed = tuple(frames[place] for place in shuffled(len(frames), 3))
    assert mixed != frames
    alone, mixed_alone = (TASK.trace(models["frame"], Watch(f)) for f in (frames, mixed))
    np.testing.assert_allclose(alone.logits[-1], mixed_alone.logits[-1], atol=1e-5)
    before = dict(zip(frames, alone.extras["happens"], strict=True))
    for frame, row in zip(mixed, mixed_alone.extras["happens"], strict=True):
        np.testing.assert_allclose(row, before[frame], atol=1e-5)
    remembered = [TASK.trace(models["gru"], Watch(f)).logits[-1] for f in (frames, mixed)]
    assert np.abs(remembered[0] - remembered[1]).max() > 1


def test_the_numbers_on_the_cards_are_those_that_are_measured(models):
    card = TASK.card("gru")["metrics"]
    found = evaluation.metrics(models["gru"], "test", each=180)
    for name, share in found.items():
        assert abs(share - card[name]) < 0.04, name
    assert card["film_accuracy"] >= 0.98
    alone = TASK.card("frame")["metrics"]
    assert alone["direction_accuracy"] < 0.45
    assert alone["film_accuracy"] == alone["shuffled_film_accuracy"]
    assert TASK.card("both")["metrics"]["first_frame_accuracy"] > card["first_frame_accuracy"] + 0.2


def test_a_two_way_watcher_s_first_frame_depends_on_the_last():
    torch.manual_seed(0)
    watcher = FilmWatcher(FilmConfig(hidden_size=4, both_ways=True)).eval()
    frames = torch.from_numpy(Watch(first()).cells())[None]
    other = frames.clone()
    other[:, -1] = 1 - other[:, -1]
    assert not torch.allclose(watcher(frames)[0][:, 0], watcher(other)[0][:, 0])


def test_the_loss_falls_in_a_few_updates():
    torch.manual_seed(0)
    model, films = FilmWatcher(FilmConfig(hidden_size=16)), Films("train", 32)
    batch = films.__getitems__([n * 9 for n in range(32)])
    optimiser = torch.optim.Adam(model.parameters(), 1e-2)
    losses = []
    for _ in range(25):
        loss = TASK.loss(model, batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 2


def test_an_order_is_another_one_whatever_the_seed():
    for count in (2, 5, 12):
        for seed in range(1, 30):
            order = shuffled(count, seed)
            assert sorted(order) == list(range(count)) and order != tuple(range(count))
    assert shuffled(1, 4) == (0,)


def test_films_travel_as_links_and_by_name():
    assert decode(encode(first())) == first()
    assert EXPLORE.readable("Moves left") == encode(ready("moves left"))
    assert EXPLORE.readable("?") == ""
    assert EXPLORE.shipped("gru", encode(first())) == shipped("gru", first())
    with pytest.raises(ValueError, match="not a film"):
        decode(encode((BLANK,) * 13))
    with pytest.raises(ValueError, match="1 to 12 frames"):
        Watch(())
