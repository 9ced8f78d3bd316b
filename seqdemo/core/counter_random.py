"""Counter-based random numbers, a pure function of seed and place.

A data set made on the fly must give example number i the same content in any order, in any
process and after a restart. So there is no generator with a state: a number is the hash of its
address. The hash is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def uniforms(seed: int, addresses: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.float32]:
    """Draw `count` numbers in [0, 1) for each address.

    Args:
        seed: Names the stream; other seeds give unrelated numbers.
        addresses: Any integers, (N,).
        count: Numbers per address.

    Returns:
        (N, count); row i depends on `seed` and `addresses[i]` only.
    """
    with np.errstate(over="ignore"):
        rows = _mix(addresses.astype(np.uint64) * _GOLDEN + np.uint64(seed & (2**63 - 1)))
        columns = _mix(np.arange(1, count + 1, dtype=np.uint64) * _MIX_1)
        bits = _mix(rows[:, None] ^ columns[None, :])
    # 24 bits fill a float32's mantissa, so that 1.0 can never come out of rounding.
    return (bits >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)


def _mix(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))
