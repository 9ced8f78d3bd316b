"""Codes and names: nobody misreads, guesses or minds them."""

import pytest

from seqdemo.rooms.codes import ALPHABET, INDECENT, LENGTH, is_decent, new_code, read_code
from seqdemo.rooms.limits import LIMITS
from seqdemo.rooms.names import ANIMALS, new_name


def test_codes_are_four_letters_that_nobody_takes_for_others():
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) > 1_900
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("AEIOUYLQ0123456789") and len(set(ALPHABET)) == 18


def test_no_code_holds_a_word_on_the_list():
    assert not is_decent("FCKX") and not is_decent("XKKK") and is_decent("KXRT")
    assert all(is_decent(new_code()) for _ in range(2_000))
    assert all(set(word) <= set("ABCDFGHJKMNPRSTVWXZ") for word in INDECENT)


PASTED = ["http://school.example:8501/room?room=KXRT", "host/room?lesson=2&room=kxrt&as=board#top"]


@pytest.mark.parametrize("typed", ["KXRT", "kxrt", " k-x r.t ", *PASTED])
def test_a_code_is_read_as_people_type_or_paste_it(typed):
    assert read_code(typed) == "KXRT"


@pytest.mark.parametrize(
    "typed", ["", "KXR", "KXRTT", "KXR1", "AEIO", "КXRT", "K" * 10**6, "<b>", "/room?room="]
)
def test_what_no_room_can_have_is_told_in_a_sentence(typed):
    with pytest.raises(ValueError, match="four letters"):
        read_code(typed)


def test_there_are_animals_for_a_full_room_and_none_twice():
    assert len(set(ANIMALS)) == len(ANIMALS) >= LIMITS.pupils
    taken: set[str] = set()
    for _ in range(LIMITS.pupils):
        taken.add(new_name(taken))
    assert len(taken) == LIMITS.pupils
    with pytest.raises(ValueError, match="are taken"):
        new_name(ANIMALS)
