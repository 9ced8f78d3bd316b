"""What a newcomer needs to know of "Explore hidden states"."""

from __future__ import annotations

from seqdemo.app import sections

GUIDE = """
- **Everything a network keeps while it reads.** At every step a recurrent network writes its
  *hidden state*: a list of numbers, one for each *unit*, 4 in the smallest network here, 1,024 in
  the largest. In the large picture a row is a unit, a column a step, blue negative, orange
  positive.
- **Click a unit**, then press ↑ and ↓: the text takes its colours. What does it light up for?
- **Gates** say of each unit what it lets in, keeps and lets out, 0 shut, 1 open. A forget gate
  (LSTM) or an update gate (GRU) near 1 keeps what was there; the reset gate decides how much of the
  old state is read.
- **Path** draws all units as one point that moves. **What matters** is *saliency*: by how much the
  answer would change if one letter or word that was read changed a little, a *gradient* carried
  back through time.
- **Meaning** measures, on a long text, what each unit tells; **Match** finds other places at which
  the same units are active. **Reach in** changes a unit while the network reads; **Cause** holds
  units, or a direction, in many texts and counts what becomes of them.
- **A row need not be a unit.** A *principal axis*, a *probe* or a *sparse feature* is a direction:
  a sum of many units, read and turned as if it were one.
"""


def guide() -> None:
    """Draw it."""
    sections.guide(GUIDE)
