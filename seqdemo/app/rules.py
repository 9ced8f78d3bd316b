"""Rules of a teacher's link: what it hides, locks and veils."""

from __future__ import annotations

from dataclasses import asdict, dataclass

RULES = ("hide", "lock", "veil")


@dataclass(frozen=True)
class Rules:
    """What a teacher's link forbids: names of controls and of parts of the page."""

    hide: frozenset[str] = frozenset()
    lock: frozenset[str] = frozenset()
    veil: frozenset[str] = frozenset()

    def link(self) -> dict[str, str]:
        """Query parameters that say the same."""
        named = {rule: ".".join(sorted(names)) for rule, names in asdict(self).items()}
        return {rule: names for rule, names in named.items() if names}
