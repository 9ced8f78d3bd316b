"""A matrix of patches says what single ones say, on shipped networks."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.models.patching import Site
from seqdemo.tasks.patching import patch_matrix
from seqdemo.tasks.registry import explorables, get_task

CASES = {
    "word reader": ("word_reader", "gru", None),
    "mood reader": ("sentiment", "lstm", ("a good film", "a very bad film")),
    "writer": ("shakespeare", "lstm", ("ROMEO:\nI am", "JULIET:\nO Romeo")),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_both_ends_are_what_the_network_says_of_each_input(case):
    from seqdemo.demos.word_reader.examples import AIDS, SAID
    from seqdemo.handwriting.grids import encode

    demo, network, inputs = case
    given, other = inputs or (encode(SAID), encode(AIDS))
    side, model = explorables()[demo], get_task(demo).load(network)
    stacks = side.stack(model, given), side.stack(model, other)
    top = len(side.read(model, given).layers) - 1
    found = patch_matrix(*stacks, [Site(top), Site(top, (0, 1))], "", 40)
    for log_p, text in ((found.base, given), (found.donor, other)):
        trace = side.read(model, text)
        logits = trace.logits[-1].astype(np.float64)
        expected = logits - logits.max()
        expected -= np.log(np.exp(expected).sum())
        assert log_p == pytest.approx(expected[list(trace.classes).index(found.name)], abs=0.02)
    # All that is read is the top layer's last state.
    assert found.changes[0, -1] == pytest.approx(found.donor - found.base, abs=1e-4)
    assert abs(found.changes[1, -1]) < abs(found.changes[0, -1])
