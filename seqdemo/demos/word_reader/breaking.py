"""Drawings that break the word reader, each with a measured reason.

Found by a search over every known word in hands that no network was trained on, over their single
cells, and over words with one letter changed; a test measures each of these again.
"""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.percent import percent
from seqdemo.demos.word_reader.query import decode
from seqdemo.handwriting.grids import GRID

NETWORK = "gru"
"""The network that the numbers are of."""


@dataclass(frozen=True)
class Breaking:
    """A drawing that is read wrongly.

    Attributes:
        code: The drawing, as in a link.
        meant: What was written.
        says: What the network reads.
        sure: How sure it is.
        seen: The letters that it sees, one by one.
        cell: Letter and cell, from 0, of the one cell that mends it; None if there is none.
        mended: How sure it then is of what was meant.
        word: Whether what was meant is a known word.
    """

    code: str
    meant: str
    says: str
    sure: float
    seen: str
    cell: tuple[int, int] | None = None
    mended: float = 0.0
    word: bool = True

    @property
    def drawing(self) -> tuple[str, ...]:
        """One string of 49 zeros and ones a letter."""
        found = decode(self.code)
        assert found is not None
        return found

    @property
    def why(self) -> str:
        """One sentence that can be checked."""
        if self.cell is not None:
            letter, cell = self.cell
            inked = self.drawing[letter][cell] == "1"
            row, column = divmod(cell, GRID)
            return (
                f"One cell decides: {'erase' if inked else 'ink'} row {row + 1}, column "
                f"{column + 1} of letter {letter + 1}, and it reads *{self.meant}*, "
                f"{percent(self.mended)}."
            )
        if not self.word:
            return (
                f"It is no word, and every letter is seen as drawn; yet the state is nearer to "
                f"*{self.says}* than to “no word I know”."
            )
        if self.seen == self.meant:
            return (
                "Letter by letter it sees what was drawn. The word is read off the last state, as "
                f"is the last letter, and there *{self.says}* is likelier."
            )
        wrong = [(a, b) for a, b in zip(self.meant, self.seen, strict=True) if a != b]
        taken = " and ".join(f"*{a}* for *{b}*" for a, b in wrong)
        return (
            f"It takes {taken}, and then finds a known word that fits: it knows no “{self.seen}”."
        )


BREAKING = (
    Breaking(
        code="BggQIECCAAACiRIbAANGipUqAAAcOFDBAgQA",
        meant="jump",
        says="lamp",
        sure=0.931,
        seen="lamp",
        cell=(1, 16),
        mended=0.978,
    ),
    Breaking(
        code="AFDAgQIAAAPmz5g8AAAPHz5-AAAAPnyBAgQAPGDg4M-AA",
        meant="tears",
        says="years",
        sure=0.959,
        seen="years",
        cell=(0, 11),
        mended=0.561,
    ),
    Breaking(
        code="AAABwoUaAAADjxo4MAACDgwQIGA",
        meant="net",
        says="not",
        sure=0.917,
        seen="not",
        cell=(1, 32),
        mended=0.940,
    ),
    Breaking(
        code="AIACBAwIAALmRIkSJAAPEkKA-IAAEGBBgQMAAJEiRYsJABAgw4ocAAGCihgwGAAACHAig4AA",
        meant="included",
        says="includes",
        sure=0.690,
        seen="included",
    ),
    Breaking(
        code="IECBw4WOAGHk0aMuNg_wYMGDBggHN0MONucABMmTpcmRA_gQP-DB_g",
        meant="banona",
        says="banana",
        sure=0.978,
        seen="banona",
        word=False,
    ),
    Breaking(
        code="AIHj4kQAAAOFix8OAAANChwQIAAYMCBAYODAAPEjQkSAAAGHHgwOAA",
        meant="marine",
        says="having",
        sure=0.921,
        seen="navine",
    ),
)
