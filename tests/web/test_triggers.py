"""A trigger is heard once, in the order of their pulling, also when a newer one overtook it."""

import pytest

from seqdemo.web.triggers import MOST, Pulled

SESSION = "abc"


def pulled(at, /, earlier=(), **value):
    carried = {"earlier": [{"name": name, "value": one} for name, one in earlier]}
    return {"at_ms": at, "shown": f"{SESSION}1", **value, **(carried if earlier else {})}


def heard(session, *news):
    return [(name, value["at_ms"]) for name, value in session.unheard(news, SESSION)]


def test_what_was_overtaken_is_heard_before_what_overtook_it():
    go, say = pulled(10), pulled(20)
    assert heard(Pulled(), ("go", pulled(30, [("say", say), ("go", go)]))) == [
        ("go", 10),
        ("say", 20),
        ("go", 30),
    ]


def test_what_was_heard_is_not_heard_again():
    session, first = Pulled(), pulled(10)
    assert heard(session, ("go", first)) == [("go", 10)]
    assert heard(session, ("go", first)) == []
    assert heard(session, ("go", pulled(20, [("go", first)]))) == [("go", 20)]


def test_two_triggers_of_one_message_are_each_heard_once():
    go = pulled(10)
    news = ("go", go), ("say", pulled(20, [("go", go)]))
    assert heard(Pulled(), *news) == [("go", 10), ("say", 20)]


def test_a_listener_is_told_nothing_of_what_came_along():
    (_, (_, value)) = Pulled().unheard([("go", pulled(20, [("go", pulled(10))], to=2))], SESSION)
    assert value == {"at_ms": 20, "shown": f"{SESSION}1", "to": 2}


def test_values_that_are_no_triggers_are_heard_whenever_they_are_new():
    session = Pulled(at_ms=50)
    assert session.unheard([("word", {"n": 1})], SESSION) == [("word", {"n": 1})]


def test_what_another_session_was_told_before_the_server_was_lost_is_not_heard_here():
    old = pulled(10, shown="of another session")
    assert heard(Pulled(), ("go", pulled(20, [("go", old)]))) == [("go", 20)]
    unnamed = {"at_ms": 10}
    assert heard(Pulled(), ("go", pulled(20, [("go", unnamed)]))) == [("go", 20)]
    assert heard(Pulled(at_ms=5), ("go", pulled(20, [("go", unnamed)]))) == [("go", 10), ("go", 20)]


@pytest.mark.parametrize("at", [None, "soon", float("nan"), float("inf"), -1, []])
def test_a_time_that_is_none_hides_nothing(at):
    session = Pulled()
    assert session.unheard([("go", {"at_ms": at})], SESSION) == [("go", {"at_ms": at})]
    assert heard(session, ("go", pulled(10))) == [("go", 10)]


@pytest.mark.parametrize(
    "earlier", [7, "text", {}, [1], [{"name": 1, "value": {}}], [{"name": "a"}]]
)
def test_nonsense_that_came_along_is_not_heard(earlier):
    assert heard(Pulled(), ("go", pulled(10) | {"earlier": earlier})) == [("go", 10)]


def test_a_flood_that_came_along_is_cut():
    flood = [("go", pulled(n + 1)) for n in range(1000)]
    assert len(heard(Pulled(), ("go", pulled(2000, flood)))) == MOST + 1
