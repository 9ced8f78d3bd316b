"""Below the picture: the writer to keep, losses, guide."""

from __future__ import annotations

import csv
import io

from seqdemo.app import sections
from seqdemo.app.sections import Download
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.state import STATE
from seqdemo.demos.own_text.page.writing import model_of

GUIDE = """
**What it does.** The network reads one character after the other and says, before each, how likely
every possible next one is. Then all its weights are moved a little, so that what came would have
been likelier. Nobody tells it what a word is, or a line, or a bracket; after a few hundred updates
it spells, because that makes the next character less surprising.

**Bits per character** say how surprised it is on average: 0 is never, 1 is like a coin for every
character. The upper dotted line is what one who only knows the alphabet gets.

**The part that is kept back**, the last tenth of your text, is never learnt from. As long as both
lines fall, what it learns is true of your text in general. Where they part, it learns your text by
heart. A short text is known by heart in seconds: take more text, or stop early.

**Your text** goes to this server, is learnt there, and is forgotten two minutes after you leave.
What you keep are weights: of a text that was learnt by heart they can write whole passages. Do not
give away a writer of a text that you would not give away.
"""


def below(run: Run | None) -> None:
    """Draw it."""
    if run is not None and run.update and not run.running and not STATE.hides("downloads"):
        _keep(run)
    sections.guide(GUIDE)


def _keep(run: Run) -> None:
    """What can be taken home; nothing of the text but what the network writes."""
    from seqdemo.demos.own_text.keeping import packed

    model, told, seed = model_of(run), run.frames[run.place].told, run.seed
    frames = [one.told for one in run.frames]
    sections.downloads(
        Download(
            "keep the writer (.zip)",
            lambda: packed(model, told, seed),
            "writer.zip",
            "application/zip",
            "Weights (safetensors), card, and a PyTorch script of one screen that writes with "
            "them. Upload it here again whenever you like.",
        ),
        Download(
            "losses and samples (.csv)",
            lambda: losses_csv(frames),
            "writer.csv",
            "text/csv",
            "A row for each time it was measured: bits per character, and what it wrote",
        ),
        of="the writer",
    )


def losses_csv(frames: list[dict[str, object]]) -> str:
    """Losses and samples by update."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["update", "seconds", "bits, learnt", "bits, kept back", "sample"])
    for told in frames:
        sample = str(told["sample"])
        safe = f"'{sample}" if sample[:1] in "=+-@\t\r" else sample
        table.writerow([told["update"], told["seconds"], told["learnt"], told["kept"], safe])
    return out.getvalue()
