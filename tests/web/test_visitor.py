"""The browser without a screen that benchmarks and tests use holds what a real one would hold."""

from __future__ import annotations

import json

import websockets
from own_loop import run
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench._visitor import Visitor
from seqdemo.web.difference import difference


def arriving(page: str) -> ForwardMsg:
    message = ForwardMsg()
    message.navigation.page_script_hash = page
    return message


def shown(*data: object) -> ForwardMsg:
    message = ForwardMsg()
    mounted = message.delta.new_element.bidi_component
    mounted.id, mounted.json = "picture", json.dumps(data)
    return message


def ended() -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    return message


SCENES = {
    "drawing": [arriving("drawing"), shown({"drawing": 1}, "first"), ended()],
    # What the page that is left still had to say comes before anything of the next.
    "home": [
        shown(difference({"drawing": 2}, {"drawing": 1}), "second", "first"),
        ended(),
        arriving("home"),
        shown({"cards": 3}, "third"),
        ended(),
    ],
}


async def answers(socket: websockets.ServerConnection) -> None:
    async for said in socket:
        message = BackMsg()
        message.ParseFromString(said)
        for answer in SCENES[message.rerun_script.page_name]:
            await socket.send(answer.SerializeToString())


async def leaving() -> None:
    async with (
        websockets.serve(answers, "127.0.0.1", 0, subprotocols=["streamlit"]) as server,
        Visitor(server.sockets[0].getsockname()[1]) as visitor,
    ):
        await visitor.open("drawing", "drawing")
        await visitor.open("home", "cards")
        assert visitor.seen.components["picture"].data == {"cards": 3}
        assert list(visitor.seen.held) == ["third"]


def test_what_a_page_still_says_after_a_visitor_left_it_is_understood_and_let_go() -> None:
    run(leaving(), 20)
