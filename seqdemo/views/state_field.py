"""Picture of all units over all steps."""

from __future__ import annotations

import numpy as np
from PIL import Image

from seqdemo.core.trace import Trace
from seqdemo.views.palette import Palette, diverging
from seqdemo.views.thumbnail import HEIGHT, WIDTH
from seqdemo.views.unit_order import Order


def state_field(trace: Trace, order: Order, palette: Palette) -> Image.Image:
    """The top layer, one row a unit in the given order and one column a step, (420, 960) pixels."""
    hidden = trace.layers[-1].hidden[:, order]
    scale = max(1.0, float(np.abs(hidden).max()))
    colours = diverging(np.ascontiguousarray(hidden.T) / np.float32(scale), palette)
    return Image.fromarray(colours).resize((WIDTH, HEIGHT), Image.Resampling.BOX)
