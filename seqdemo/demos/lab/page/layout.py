"""Layout of the page "How long can it remember?"."""

from __future__ import annotations

from seqdemo.app.page import Page
from seqdemo.demos.lab.page import below
from seqdemo.demos.lab.page.advice import experiments
from seqdemo.demos.lab.page.controls import controls
from seqdemo.demos.lab.page.inside import inside
from seqdemo.demos.lab.page.stage import race_of_visitor, stage
from seqdemo.demos.lab.page.state import STATE, networks


def show(page: Page) -> None:
    """Draw the page below its title."""
    told = STATE.open(arrived=page.arrived)
    controls()
    run = race_of_visitor(linked=bool(told))
    stage(run)
    if not STATE.hides("next"):
        experiments(run)
    if not STATE.hides("inside"):
        inside(run)
    below.below(run)
    STATE.write(lambda: STATE.link(networks=networks()))  # a control gives a list
