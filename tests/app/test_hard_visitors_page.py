"""One pupil is answered beside floods of strokes and clicks, silent websockets, a deaf browser.

How soon is measured by `seqdemo bench hard_visitors`; here the machine may be busy.
"""

from __future__ import annotations

from own_loop import run

from bench._server import Server
from bench._visitor import Visitor
from bench.hard_visitors import DEAF, HASTE, Pupil, flood, silent_sockets, writers
from bench.visitors import DRAWER_PAGE

SOCKETS, STROKES, LATEST = 1000, 6, 10.0  # seconds


async def scene(server: Server) -> None:
    async with Visitor(server.port) as visitor:
        await visitor.open(*DRAWER_PAGE)
        pupil = Pupil(visitor, STROKES)
        await pupil.answers()  # torch is loaded by then
        async with flood(server.port) as sent:
            assert max(await pupil.answers()) < LATEST
            assert sent[0] > 20 * STROKES
        async with writers(server.port, HASTE, reads=True):
            assert max(await pupil.answers()) < LATEST
        async with silent_sockets(server.port, SOCKETS):
            assert max(await pupil.answers()) < LATEST
        async with writers(server.port, DEAF, reads=False, browsers=1):
            assert max(await pupil.answers()) < LATEST
        assert not visitor.seen.errors


def test_a_pupil_is_answered_beside_visitors_who_do_harm(fresh_server: Server) -> None:
    run(scene(fresh_server), 120)
    assert "Traceback" not in fresh_server.log()
