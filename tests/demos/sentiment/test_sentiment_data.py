"""Labelled sentences, batches of like length, and what networks are told."""

import numpy as np
import pytest
from tiny_corpus import GLAD, SAD, WORDS, tiny_reader, write

from seqdemo.demos.sentiment import judging
from seqdemo.demos.sentiment.bag import fitted_bag
from seqdemo.demos.sentiment.batches import TextBatches, in_order, padded
from seqdemo.demos.sentiment.contrast import pairs
from seqdemo.demos.sentiment.data import joined, read_corpus, read_labelled, texts_of
from seqdemo.demos.sentiment.templates import BLAME, PRAISE, made_sentences

NAN = float("nan")
TEXTS = texts_of(
    WORDS,
    [(("the", "film", "is", "good"), 1.0), (("bad",), 0.0), (("not", "bad"), NAN), ((), 1.0)],
)


def test_texts_are_numbered_one_after_the_other():
    assert len(TEXTS) == 3  # the one without a word is left out
    assert TEXTS.starts.tolist() == [0, 4, 5, 7]
    assert TEXTS.ids[4] == TEXTS.ids[6] == WORDS.numbers(["bad"])[0]


def test_reversed_texts_keep_their_places():
    back = TEXTS.reversed()
    assert back.starts.tolist() == TEXTS.starts.tolist()
    assert back.ids[:4].tolist() == TEXTS.ids[:4][::-1].tolist()
    assert back.ids[5:].tolist() == TEXTS.ids[5:][::-1].tolist()


def test_joined_texts_follow_each_other():
    both = joined([TEXTS, TEXTS])
    assert len(both) == 6 and both.starts[-1] == 14
    assert both.ids[7:].tolist() == TEXTS.ids.tolist()


def test_labelled_lines_are_read_with_or_without_a_byte_order_mark(tmp_path):
    file = tmp_path / "some.tsv"
    file.write_text("good film\t1\r\nbad\u2028film\t0\n\n", encoding="utf-8-sig")
    assert read_labelled(file) == [("good film", 1.0), ("bad\u2028film", 0.0)]


@pytest.mark.parametrize("line", ["no tab 1", "x\t2", "\t1", "x\tyes"])
def test_a_line_that_is_none_is_named(tmp_path, line):
    file = tmp_path / "some.tsv"
    file.write_text(f"fine\t1\n{line}\n")
    with pytest.raises(ValueError, match=r"some\.tsv, line 2"):
        read_labelled(file)


def test_a_file_without_a_sentence_is_named(tmp_path):
    file = tmp_path / "some.tsv"
    file.write_text("\n\n")
    with pytest.raises(ValueError, match=r"some\.tsv holds no sentence"):
        read_labelled(file)


def test_a_missing_file_says_where_it_was_looked_for(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no dev\.tsv"):
        read_labelled(tmp_path / "dev.tsv")


def test_a_corpus_keeps_sentences_phrases_and_neutral_words_apart(tmp_path):
    corpus = read_corpus(write(tmp_path))
    assert len(corpus.sentences) == 40
    assert len(corpus.phrases) == len(GLAD) + len(SAD)
    # Leaves of the trees that nobody called glad or sad.
    neutral = {corpus.words.vocabulary.symbols[n] for n in corpus.neutral.ids}
    assert neutral == {"the", "film", "is", "."}
    assert set(corpus.neutral.labels) == {0.5}
    assert np.isnan(corpus.reviews.labels).all()
    assert "splendid" in corpus.words.vocabulary.symbols[corpus.words.trained :]


def test_missing_reviews_are_named(tmp_path):
    folder = write(tmp_path)
    (tmp_path / "reviews" / "reviews.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"reviews/reviews\.txt"):
        read_corpus(folder)


def test_a_batch_is_padded_with_zeros_and_brings_its_values():
    value = np.arange(7, dtype=np.float32)
    words, lengths, told = padded(TEXTS, np.array([2, 0]), [value])
    assert lengths.tolist() == [2, 4]
    assert words[0].tolist() == [*TEXTS.ids[5:7].tolist(), 0, 0]
    assert told.tolist() == [[5, 6, 0, 0], [0, 1, 2, 3]]


def test_an_epoch_meets_every_text_as_often_as_it_says():
    many = joined([TEXTS] * 40)
    rows = np.arange(len(many))
    data = TextBatches(many, [(rows[:60], 2.0), (rows[60:], 0.5)], batch_size=10)
    for epoch in range(3):
        order = data.order(epoch)
        counts = np.bincount(order, minlength=len(many))
        assert counts[:60].tolist() == [2] * 60
        assert counts[60:].sum() == 30 and counts[60:].max() == 1
        assert len(order) == data.per_epoch


def test_batches_hold_texts_of_like_length_and_are_the_same_every_time():
    many = joined([TEXTS] * 40)

    def make():
        return TextBatches(many, [(np.arange(len(many)), 1.0)], batch_size=20, seed=3)

    data, again = make(), make()
    spreads = []
    for start in range(0, data.per_epoch, 20):
        words, lengths = data.__getitems__(range(start, start + 20))
        np.testing.assert_array_equal(words, again.__getitems__(range(start, start + 20))[0])
        spreads.append(int(lengths.max() - lengths.min()))
    assert np.median(spreads) == 0
    assert data.order(0).tolist() != data.order(1).tolist()


def test_reading_in_order_meets_every_text_once():
    assert sorted(np.concatenate(in_order(TEXTS, 2)).tolist()) == [0, 1, 2]


def test_labels_are_told_at_the_last_word_only():
    labelled = texts_of(WORDS, [(("the", "film", "is", "good"), 1.0), (("bad",), 0.0)])
    told = judging.by_labels(labelled)
    assert told.weight.tolist() == [0, 0, 0, 1, 1]
    assert told.target[3] == pytest.approx(0.975) and told.target[4] == pytest.approx(0.025)


def test_teachers_are_told_at_every_word_with_some_of_the_label():
    so_far, whole = np.full(7, 0.6, np.float32), np.array([0.9, 0.2, 0.7], np.float32)
    told = judging.by_teachers(TEXTS, so_far, whole, np.array([0]))
    # A sentence's own label shows a little after each of its words.
    assert told.target[0] == pytest.approx(0.6 + judging.FORESIGHT * 0.4)
    assert told.target[5] == pytest.approx(0.6)  # nobody labelled this one
    own, taught = judging.OWN_LABEL, 1 - judging.OWN_LABEL
    assert told.target[3] == pytest.approx(taught * 0.9 + own * 0.975)
    assert told.target[6] == pytest.approx(0.7)
    assert told.weight.tolist() == pytest.approx([0.1, 0.1, 0.1, 1, 1, 0.1, 1])


def test_moods_of_many_texts_are_those_of_each():
    model = tiny_reader()
    together = judging.moods(model, TEXTS)
    for row in range(len(TEXTS)):
        one = texts_of(
            WORDS,
            [
                (
                    [
                        WORDS.vocabulary.symbols[n]
                        for n in TEXTS.ids[TEXTS.starts[row] : TEXTS.starts[row + 1]]
                    ],
                    1.0,
                )
            ],
        )
        alone = judging.moods(model, one)
        np.testing.assert_allclose(
            together[TEXTS.starts[row] : TEXTS.starts[row + 1]], alone, atol=1e-6
        )


def test_contrast_pairs_share_no_adjective_with_the_templates():
    said = {word for pair in pairs() for text in pair[1:] for word in text.split()}
    assert len(pairs()) >= 60
    assert not said & {*PRAISE, *BLAME}
    assert not {text for pair in pairs() for text in pair[1:]} & {t for t, _ in made_sentences()}


def test_both_sentences_of_a_pair_differ():
    assert all(pair.positive != pair.negative for pair in pairs())
    assert len({text for pair in pairs() for text in pair[1:]}) == 2 * len(pairs())


def test_made_sentences_are_shares_of_readers():
    labels = [label for _, label in made_sentences()]
    assert len(labels) > 5_000
    assert 0 < min(labels) < 0.1 and 0.9 < max(labels) < 1


def test_a_bag_learns_words_and_is_blind_to_their_order():
    glad = [((word,), 1.0) for word in GLAD] + [(("the", "film", "is", GLAD[0]), 1.0)]
    sad = [((word,), 0.0) for word in SAD] + [(("the", "film", "is", SAD[0]), 0.0)]
    texts = texts_of(WORDS, glad + sad)
    bag = fitted_bag(texts, np.ones(len(texts), np.float32), WORDS.trained)
    good, bad = WORDS.numbers(["good"]), WORDS.numbers(["bad"])
    assert bag.logits(good)[-1] > 1 and bag.logits(bad)[-1] < -1
    assert bag.logits([*good, *bad])[-1] == pytest.approx(bag.logits([*bad, *good])[-1])
    assert bag.logits(WORDS.numbers(["splendid"]))[-1] == pytest.approx(bag.bias, abs=1e-6)
    assert bag.logits([0])[-1] == pytest.approx(bag.bias, abs=1e-6)
