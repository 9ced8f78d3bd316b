"""Runs of one server take turns: answers first, one at a time, and nobody waits for ever."""

import threading

import pytest

from seqdemo.web.run_queue import RunQueue

LONG = 20.0  # seconds: more than any step takes


class Runs:
    """Runs of a queue, each in a thread of its own."""

    def __init__(self, queue):
        self.queue, self.begun, self.threads = queue, [], []
        self.changed = threading.Condition()

    def ask(self, name, later=False):
        """Have a run wait for its turn, and come back when it has it or waits."""
        before = len(self.queue)
        self.threads.append(threading.Thread(target=self._run, args=[name, later], daemon=True))
        self.threads[-1].start()
        self.until(lambda: name in dict(self.begun) or len(self.queue) > before)

    def _run(self, name, later):
        place = self.queue.enter(name, later)
        with self.changed:
            self.begun.append((name, place))
            self.changed.notify_all()

    def until(self, holds):
        with self.changed:
            for _ in range(int(LONG / 0.01)):
                if holds():
                    return
                self.changed.wait(0.01)
        raise AssertionError(f"begun: {self.names}, waiting: {len(self.queue)}")

    def end(self, name):
        self.queue.leave(dict(self.begun)[name])

    @property
    def names(self):
        return [name for name, _ in self.begun]

    def end_all(self, count):
        """End one run after another, and say in which order they came."""
        ended = 0
        while ended < count:
            self.until(lambda: len(self.begun) > ended)  # noqa: B023 - used at once
            self.end(self.names[ended])
            ended += 1
        return self.names


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def runs(now):
    return Runs(RunQueue(turn=0.05, later=0.25, clock=lambda: now[0]))


def test_runs_that_answer_come_one_at_a_time_as_they_were_asked(runs):
    for name in ("a", "b", "c"):
        runs.ask(name)
    assert runs.names == ["a"]
    assert runs.end_all(3) == ["a", "b", "c"]


def test_what_can_be_put_off_comes_after_what_answers(runs):
    for name, later in (("a", False), ("page", True), ("b", False)):
        runs.ask(name, later)
    assert runs.end_all(3) == ["a", "b", "page"]


def test_a_run_that_answers_does_not_wait_for_one_that_was_put_off(runs):
    runs.ask("page", later=True)
    runs.ask("a")
    assert runs.names == ["page", "a"]


def test_two_pages_are_not_run_at_the_same_time(runs):
    runs.ask("page", later=True)
    runs.ask("other page", later=True)
    assert runs.names == ["page"]
    assert runs.end_all(2) == ["page", "other page"]


def test_nothing_is_put_off_for_longer_than_it_may_be(runs, now):
    for name, later in (("a", False), ("page", True), ("b", False)):
        runs.ask(name, later)
    now[0] = 0.24
    runs.end("a")
    runs.until(lambda: runs.names == ["a", "b"])
    now[0] = 0.26
    runs.until(lambda: runs.names == ["a", "b", "page"])


def test_a_run_that_goes_on_keeps_nobody_waiting_once_its_turn_is_over(runs, now):
    for name in ("long", "b", "c"):
        runs.ask(name)
    now[0] = 0.06
    runs.until(lambda: runs.names == ["long", "b"])
    runs.end("long")  # too late: it is b's turn
    assert len(runs.queue) == 1
    runs.end("b")
    runs.until(lambda: runs.names == ["long", "b", "c"])


def test_a_visitor_who_waits_for_what_was_put_off_has_it_put_off_no_more(runs):
    for name, later in (("a", False), ("page", True), ("rest", True), ("b", False)):
        runs.ask(name, later)
    runs.queue.hurry("rest")
    assert runs.end_all(4) == ["a", "b", "rest", "page"]


def test_nobody_is_hurried_who_puts_nothing_off(runs):
    runs.ask("a")
    runs.ask("b")
    for visitor in ("a", "b", "nobody"):
        runs.queue.hurry(visitor)
    assert runs.end_all(2) == ["a", "b"]
