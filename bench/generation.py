"""How fast does a writer write? The pen beside the usual loop, and beside bare matrix products.

Run it from the root of the project: `seqdemo bench generation`. What rounding to eight bits costs
in accuracy is measured if Tiny Shakespeare is at hand: `seqdemo fetch shakespeare`, or SEQDEMO_DATA
names a folder that holds shakespeare/input.txt.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from itertools import count, pairwise
from statistics import median
from time import perf_counter

import numpy as np
import torch
from rich.console import Console
from rich.table import Table

from bench._app_writing import app_speeds
from bench._matrix_limit import BLOCK, matrix_products
from bench._threads import threads
from seqdemo.core.datasets import data_root
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.vocabulary import IntArray, Vocabulary
from seqdemo.models.pen.captured import CapturedPen
from seqdemo.models.pen.sampler import Pen, PenWeights, Precision
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.registry import get_task
from seqdemo.tasks.text_windows import TEXT_FILE, part_of, read_text

SYMBOLS, EMBED_SIZE, HIDDEN_SIZE, LAYERS = 65, 128, 512, 2
SAMPLING = Sampling(temperature=0.8, top_p=0.95)
CHANCES_AHEAD = 256  # random numbers are made this many at a time
VALID = 4_000  # characters on which rounding is measured

Write = Callable[[int], None]
"""Goes on with a text by so many characters."""

Numbers = dict[str, float | str | None]
MEASURES = (
    "loop_chars_per_s",
    "engine_chars_per_s",
    "engine_int8_chars_per_s",
    "limit_chars_per_s",
    "fp32_over_loop",
    "int8_over_loop",
    "fp32_over_limit",
    "int8_over_limit",
    "engine_precision",
    "engine_over_loop",
    "engine_over_limit",
    "int8_nats_lost",
    "cuda_loop_chars_per_s",
    "cuda_graph_chars_per_s",
    "app_chars_per_s",
    "app_twenty_chars_per_s",
)


def measure(characters: int = 50, rounds: int = 15) -> dict[str, Numbers]:
    """Write one text at a time, each way in turn, so that a busy moment hits all; medians.

    Args:
        characters: Written by each way in a round.
        rounds: Measurements of each way, after one unmeasured round.

    Returns:
        For "2x512" (two LSTM layers of 512 units, 65 symbols, random weights) and "shipped" (the
        LSTM in assets/shakespeare; all None while it is not there):
        `loop_chars_per_s`: nn.Embedding, nn.LSTM and nn.Linear called a character at a time, with
        torch.multinomial; on one thread or PyTorch's default number, whichever is faster.
        `engine_chars_per_s`, `engine_int8_chars_per_s`: the pen with temperature and top-p, float32
        with PyTorch on one thread as in the app, and 8 bits, which a second core helps with.
        `limit_chars_per_s`: NumPy's float32 products of the pen's matrices with vectors, no more;
        whole or in blocks of rows, whichever is faster.
        `fp32_over_loop`, `int8_over_loop`, `fp32_over_limit`, `int8_over_limit`: ratios of these;
        8 bits are a quarter of the bytes, so they can pass the limit.
        `engine_precision`: the faster of the two; `engine_over_loop`, `engine_over_limit` are its.
        `int8_nats_lost`: what rounding adds to the nats per character on the first 4,000 characters
        of the validation part; None for random weights and without the text.
        `cuda_loop_chars_per_s`, `cuda_graph_chars_per_s`: the loop on a CUDA device, and the pen
        that replays a captured step there; None without one.
        `app_chars_per_s`, `app_twenty_chars_per_s`: one text of 2,000 characters, and twenty of 500
        at once together, as a page has them written: in 8 bits, with every state and gate kept.
    """
    torch.manual_seed(0)
    config = TextWriterConfig("lstm", SYMBOLS, EMBED_SIZE, HIDDEN_SIZE, LAYERS)
    untrained = TextWriter(config).eval()
    return {
        "2x512": {
            **_compare(untrained, characters, rounds),
            "int8_nats_lost": None,
            **app_speeds(untrained, _some_symbols()),
        },
        "shipped": _shipped(characters, rounds),
    }


def _shipped(characters: int, rounds: int) -> Numbers:
    task = get_task("shakespeare")
    if not task.folder("lstm").is_dir():
        return dict.fromkeys(MEASURES)
    writer = task.load("lstm", torch.device("cpu")).eval()
    numbers = _compare(writer, characters, rounds)
    folder, lost = data_root() / "shakespeare", None
    if (folder / TEXT_FILE).is_file():
        text = part_of(read_text(folder), "valid")[:VALID]
        symbols = task.known(writer).encode(text)
        lost = _nats(writer, "int8", symbols) - _nats(writer, "fp32", symbols)
    return {**numbers, "int8_nats_lost": lost, **app_speeds(writer, task.known(writer))}


def _some_symbols() -> Vocabulary:
    """As many as the network knows, a newline and capitals among them."""
    return Vocabulary(("\n", *(chr(ord("A") + n) for n in range(SYMBOLS - 1))))


def _compare(writer: TextWriter, characters: int, rounds: int) -> Numbers:
    default = torch.get_num_threads()
    ways = {
        "loop_default": _on_threads(default, _loop(writer)),
        "loop_one": _on_threads(1, _loop(writer)),
        "fp32": _on_threads(1, _engine(writer, "fp32")),
        "int8": _on_threads(1, _engine(writer, "int8")),
        "limit_whole": matrix_products(writer),
        "limit_blocks": matrix_products(writer, rows=BLOCK),
    }
    speeds = _speeds(ways, characters, rounds)
    loop = max(speeds["loop_default"], speeds["loop_one"])
    limit = max(speeds["limit_whole"], speeds["limit_blocks"])
    fp32, int8 = speeds["fp32"], speeds["int8"]
    engine = max(fp32, int8)
    return {
        "loop_chars_per_s": loop,
        "engine_chars_per_s": fp32,
        "engine_int8_chars_per_s": int8,
        "limit_chars_per_s": limit,
        "fp32_over_loop": fp32 / loop,
        "int8_over_loop": int8 / loop,
        "fp32_over_limit": fp32 / limit,
        "int8_over_limit": int8 / limit,
        "engine_precision": "int8" if int8 > fp32 else "fp32",
        "engine_over_loop": engine / loop,
        "engine_over_limit": engine / limit,
        **_on_cuda(writer, characters, rounds),
    }


def _on_cuda(writer: TextWriter, characters: int, rounds: int) -> Numbers:
    if not torch.cuda.is_available():
        return {"cuda_loop_chars_per_s": None, "cuda_graph_chars_per_s": None}
    there = copy.deepcopy(writer).to("cuda")
    ways = {
        "cuda_loop_chars_per_s": _loop(there),
        "cuda_graph_chars_per_s": _with_pen(CapturedPen(there)),
    }
    return {**_speeds(ways, characters, rounds)}


def _speeds(ways: Mapping[str, Write], characters: int, rounds: int) -> dict[str, float]:
    """Median characters per second of each way."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, write in ways.items():
            start = perf_counter()
            write(characters)
            times[name].append(perf_counter() - start)
    return {name: characters / median(seconds[1:]) for name, seconds in times.items()}


def _loop(writer: TextWriter) -> Write:
    """What a user writes: the modules as they come, a character at a time."""
    embedding, lstm, head = writer.embedding, writer.recurrent.fused, writer.head
    symbol = torch.zeros(1, 1, dtype=torch.long, device=writer.head.weight.device)
    state: State | None = None

    def write(characters: int) -> None:
        nonlocal symbol, state
        with torch.inference_mode():
            for _ in range(characters):
                hidden, state = lstm(embedding(symbol), state)
                p = torch.softmax(head(hidden[:, -1]) / SAMPLING.temperature, dim=-1)
                symbol = torch.multinomial(p, 1)
                symbol.item()  # the character goes to a reader

    return write


def _engine(writer: TextWriter, precision: Precision) -> Write:
    return _with_pen(Pen(PenWeights.of(writer, precision)))


def _with_pen(pen: Pen | CapturedPen) -> Write:
    """A pen, with random numbers as the app has them."""
    symbol, random = np.zeros(1, np.int64), _random_numbers()

    def write(characters: int) -> None:
        nonlocal symbol
        for _ in range(characters):
            logits = pen.step(symbol)[0]
            symbol = np.array([pick(SAMPLING.probabilities(logits), next(random))])

    return write


def _random_numbers() -> Iterator[float]:
    for first in count(step=CHANCES_AHEAD):
        yield from chances(SAMPLING.seed, first, CHANCES_AHEAD).tolist()


def _nats(writer: TextWriter, precision: Precision, symbols: IntArray) -> float:
    """Mean -log p of each symbol but the first, as the pen foresees it."""
    pen, total = Pen(PenWeights.of(writer, precision)), 0.0
    with threads(1):
        for now, following in pairwise(symbols):
            logits = pen.step(np.array([now]))[0].astype(np.float64)
            total += np.logaddexp.reduce(logits) - logits[following]
    return float(total / (len(symbols) - 1))


def _on_threads(count: int, write: Write) -> Write:
    def wrapped(characters: int) -> None:
        with threads(count):
            write(characters)

    return wrapped


def main() -> None:
    """Print the numbers as a table."""
    numbers = measure()
    table = Table("measure", title="One text at a time")
    for network in numbers:
        table.add_column(network, justify="right")
    for name in MEASURES:
        table.add_row(name, *(_shown(values[name]) for values in numbers.values()))
    Console().print(table)


def _shown(value: float | str | None) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return "-" if value is None else value


if __name__ == "__main__":
    main()
