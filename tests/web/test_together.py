"""What a run sends reaches the browser in order, in few turns of the server's event loop."""

import asyncio
from inspect import unwrap

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from seqdemo.web import together

MESSAGE, END = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SHUTDOWN
COUNT = 200


class Session:
    """What a run's events meet: a session whose browser only takes down what comes."""

    _call_soon_on_event_loop = AppSession._call_soon_on_event_loop

    def __init__(self, loop):
        self._event_loop, self.calls, self.turns, self.shown = loop, 0, 0, []
        self._message_enqueued_callback = self.wake
        self.ended = asyncio.Event()

    def _handle_scriptrunner_event_on_event_loop(self, sender, event, forward_msg=None, *_):
        assert asyncio.get_running_loop() is self._event_loop
        if event is END:
            self.ended.set()
        elif forward_msg.delta.new_element.text.body == "bad":
            raise ValueError("a message that cannot be handled")
        else:
            self.shown.append(forward_msg.delta.new_element.text.body)
        if self._message_enqueued_callback:
            self._message_enqueued_callback()

    def wake(self):
        self.turns += 1


def text(body):
    message = ForwardMsg()
    message.delta.new_element.text.body = body
    return message


def play(send, bodies, *, end=True):
    """Have a thread send messages; returns the session once all have come."""

    async def played():
        session = Session(asyncio.get_running_loop())

        def run():
            for body in bodies:
                send(session, None, MESSAGE, forward_msg=text(body))
            if end:
                send(session, None, END)

        await asyncio.to_thread(run)
        async with asyncio.timeout(20):
            await session.ended.wait() if end else await shown(session, len(bodies))
        return session

    return asyncio.run(played())


async def shown(session, count):
    while len(session.shown) < count:
        await asyncio.sleep(together.HOLD)


BODIES = [str(n) for n in range(COUNT)]


def test_all_messages_come_in_order_and_wake_the_server_seldom():
    theirs = play(unwrap(together.hold), BODIES)
    ours = play(together.hold, BODIES)
    assert ours.shown == theirs.shown == BODIES
    assert theirs.turns == COUNT + 1
    assert ours.turns < COUNT / 4


def test_a_message_comes_though_the_run_goes_on_for_long():
    assert play(together.hold, ["one"], end=False).shown == ["one"]


def test_messages_after_one_that_fails_are_shown(caplog):
    assert play(together.hold, ["one", "bad", "two"]).shown == ["one", "two"]
    assert "a message that cannot be handled" in caplog.text


def test_the_end_of_a_run_brings_what_is_held(monkeypatch):
    monkeypatch.setattr(together, "HOLD", 3600)
    assert play(together.hold, ["one"]).shown == ["one"]
