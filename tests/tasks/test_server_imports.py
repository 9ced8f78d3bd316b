"""What is loaded with networks: a server has neither time nor memory for more."""

import subprocess
import sys

import pytest

CODE = """
import sys
from seqdemo.tasks.registry import cards, get_task
for card in cards():
    if card.warm:
        get_task(card.name)
for name, kind in (("captioner", "attention"), ("sentiment", "lstm")):
    get_task(name).load(kind)
print(*sorted({"accelerate", "sacrebleu", "scipy", "torch"} & set(sys.modules)))
print({"torch._dynamo", "torchvision"} & set(sys.modules))
import seqdemo.tasks.publish
print("streamlit" in sys.modules)
"""


@pytest.fixture(scope="module")
def told() -> list[str]:
    words = [sys.executable, "-c", CODE]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


def test_networks_are_loaded_without_what_trains_and_scores_them(told: list[str]) -> None:
    assert told[0] == "torch"


def test_networks_are_loaded_without_torchs_compiler(told: list[str]) -> None:
    assert told[1] == "set()"


def test_networks_are_loaded_and_published_without_streamlit(told: list[str]) -> None:
    assert told[2] == "False"
