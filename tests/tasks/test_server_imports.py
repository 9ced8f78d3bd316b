"""What only training or measuring needs takes no time and memory of a server."""

import subprocess
import sys

CODE = """
import sys
from seqdemo.tasks.registry import cards, get_task
for card in cards():
    if card.warm:
        get_task(card.name)
print(*sorted({"accelerate", "sacrebleu", "scipy", "torch"} & set(sys.modules)))
"""


def test_networks_are_loaded_without_what_trains_and_scores_them() -> None:
    words = [sys.executable, "-c", CODE]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["torch"]
