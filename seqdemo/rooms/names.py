"""Names of pupils: animals, so that nobody is asked for a name."""

from __future__ import annotations

import secrets
from collections.abc import Collection

_WORDS = """
otter heron lynx newt wren mole ibis puma badger beaver bison camel condor crane curlew dingo
dolphin eagle egret falcon ferret finch gecko gibbon hare hedgehog hoopoe jackdaw jaguar kestrel
kingfisher kiwi koala lark lemming lemur leopard llama magpie marmot marten moose narwhal ocelot
okapi orca oriole osprey owl panda panther pelican penguin petrel plover puffin quail raven robin
sable salmon seal sparrow starling stoat stork swallow swan swift tapir tern thrush tiger tortoise
turtle vole wallaby warbler wombat zebra
"""
ANIMALS = tuple(_WORDS.split())
"""Short, and none of them is said to anybody as an insult."""


def new_name(taken: Collection[str]) -> str:
    """An animal that nobody in the room is yet.

    Raises:
        ValueError: If all are taken.
    """
    free = [name for name in ANIMALS if name not in taken]
    if not free:
        raise ValueError(f"all {len(ANIMALS)} animals are taken")
    return secrets.choice(free)
