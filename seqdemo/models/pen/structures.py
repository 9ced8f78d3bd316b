"""C structures of the sources, as ctypes lays them out."""

from __future__ import annotations

import ctypes

CODES = 4 * 1024
"""Bytes of a text's own state and of the one below, in two bytes a unit, for most units."""


class Layer(ctypes.Structure):
    """One layer of one text."""

    _fields_ = (
        ("gates", ctypes.c_int32),
        ("units", ctypes.c_int32),
        ("below", ctypes.c_int32),
        ("unused", ctypes.c_int32),
        ("weights", ctypes.c_void_p),
        ("scales", ctypes.c_void_p),
        ("sums", ctypes.c_void_p),
        ("bias", ctypes.c_void_p),
        ("state_bias", ctypes.c_void_p),
        ("hidden", ctypes.c_void_p),
        ("memory", ctypes.c_void_p),
        ("values", ctypes.c_void_p),
    )


class Head(ctypes.Structure):
    """Logits from the top state."""

    _fields_ = (
        ("symbols", ctypes.c_int32),
        ("units", ctypes.c_int32),
        ("weights", ctypes.c_void_p),
        ("scales", ctypes.c_void_p),
        ("sums", ctypes.c_void_p),
        ("bias", ctypes.c_void_p),
    )


class Record(ctypes.Structure):
    """One text, a row a step."""

    _fields_ = (
        ("steps", ctypes.c_int64),
        ("symbols", ctypes.c_void_p),
        ("chances", ctypes.c_void_p),
        ("hidden", ctypes.c_void_p),
        ("memory", ctypes.c_void_p),
        ("values", ctypes.c_void_p),
        ("logits", ctypes.c_void_p),
    )


class Sampling(ctypes.Structure):
    """How symbols are drawn."""

    _fields_ = (
        ("temperature", ctypes.c_double),
        ("top_p", ctypes.c_double),
        ("margin", ctypes.c_double),
        ("top_k", ctypes.c_int32),
        ("unused", ctypes.c_int32),
    )


class Held(ctypes.Structure):
    """Units of one layer, or a direction of its states, held at a value from a step on."""

    _fields_ = (
        ("layer", ctypes.c_int32),
        ("first", ctypes.c_int32),
        ("count", ctypes.c_int32),
        ("value", ctypes.c_float),
        ("units", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("constant", ctypes.c_float),
        ("rectified", ctypes.c_int32),
    )


class Text(ctypes.Structure):
    """One of many texts that are written side by side."""

    _fields_ = (
        ("layers", ctypes.c_void_p),
        ("symbols", ctypes.c_void_p),
        ("chances", ctypes.c_void_p),
        ("logits", ctypes.c_void_p),
        ("held", ctypes.c_void_p),
        ("helds", ctypes.c_int32),
        ("unused", ctypes.c_int32),
        ("codes", ctypes.c_uint8 * CODES),
    )
