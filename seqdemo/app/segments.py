"""Style of segmented controls, which wrap or stand apart."""

from __future__ import annotations

_GROUP, _SEGMENT = '[role="radiogroup"]', 'button[data-variant="segmented_control"]'
_HERE = f'[data-testid="stButtonGroup"] {_GROUP}'
_IN_TOOLS = f'[class*="st-key-seqdemo-tools"] {_HERE}'
# No `:has()` for the segments: the browser would style each of them whenever anything changes.
_OF_NINE = ":is(:nth-last-child(n + 9), :nth-last-child(n + 9) ~ *)"


def _apart(group: str, segment: str) -> str:
    return f"""
{group} {{ column-gap: .3rem; }}
{segment} {{ border-radius: 99px !important; }}
{segment}:not([data-selected]) {{
  border-color: color-mix(in srgb, INK 16%, PAPER) !important;
}}
"""


STYLE = f"""
{_HERE} {{ flex-wrap: wrap; row-gap: .3rem; }}
{_SEGMENT}[data-selected] {{ background: INK !important; border-color: INK !important; }}
{_SEGMENT}[data-selected] p {{
  color: PAPER !important; -webkit-text-stroke: .03em; /* bold would be wider and move the others */
}}
@media (max-width: 1000px) {{ {_apart(_HERE, f"{_HERE} {_SEGMENT}")} }}
{_apart(f"{_IN_TOOLS}:has(> :nth-child(9))", f"{_IN_TOOLS} {_SEGMENT}{_OF_NINE}")}
"""
"""INK and PAPER stand for the colours of type and page."""
