"""A difference turns the old value into the new one, and says nothing of what did not change."""

import json

import pytest

from seqdemo.web.difference import difference, merged

OLD = {"word": "said", "steps": [1, 2, 3, 4], "layer": {"rows": ["a", "b"], "bits": 16}, "no": None}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ["in", {}]),
        ({"word": "sail"}, ["in", {"word": ["is", "sail"]}]),
        ({"no": [1]}, ["in", {"no": ["is", [1]]}]),
        ({"steps": [1, 2, 9, 4]}, ["in", {"steps": ["from", 2, [9], 1]}]),
        ({"steps": [1, 2, 3, 4, 5]}, ["in", {"steps": ["from", 4, [5], 0]}]),
        ({"steps": [1, 4]}, ["in", {"steps": ["from", 1, [], 1]}]),
        ({"steps": []}, ["in", {"steps": ["from", 0, [], 0]}]),
        (
            {"layer": {"rows": ["a", "c"], "bits": 16}},
            ["in", {"layer": ["in", {"rows": ["from", 1, ["c"], 0]}]}],
        ),
        ({"layer": None}, ["in", {"layer": ["is", None]}]),
    ],
)
def test_what_changed_is_said_and_nothing_else(change, said):
    new = OLD | change
    assert difference(new, OLD) == said
    assert merged(OLD, json.loads(json.dumps(said))) == new


def test_other_names_are_another_value():
    assert difference({"a": 1}, {"b": 1}) == ["is", {"a": 1}]


def test_a_list_that_repeats_itself_is_not_kept_twice():
    assert merged([1, 1, 1], difference([1, 1], [1, 1, 1])) == [1, 1]
    assert merged([1, 1], difference([1, 1, 1], [1, 1])) == [1, 1, 1]
