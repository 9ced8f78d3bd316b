"""Series that come with the app as numbers, and one to be fetched."""

from __future__ import annotations

import csv
import zlib
from functools import cache
from pathlib import Path

import numpy as np

from seqdemo.core.card_file import ASSETS, ShippedFileError
from seqdemo.demos.forecast.series import SATURDAY, SUNDAY, WEEKDAY, Series

FOLDER = ASSETS / "forecast" / "series"
CTA_FILE = "cta-ridership.csv"
CTA_END, CTA_TEST = np.datetime64("2020-01-01"), np.datetime64("2019-01-01")
CHECKSUMS = {"airline": 0x21575A82, "sunspots": 0x1BE0DEE6, "temperatures": 0x383B83AE}
"""CRC-32 of the text of each file: a cut number would be a number still."""

DAY_KINDS = {"W": WEEKDAY, "A": SATURDAY, "U": SUNDAY}


@cache
def shipped() -> dict[str, Series]:
    """The series in the app, by name, in the order in which they are offered.

    Raises:
        ShippedFileError: If a file of one is missing or damaged.
    """
    return {
        "airline": _read(
            Series(
                "airline",
                "Airline passengers",
                "thousand passengers a month",
                np.zeros(4),
                season=(12, 0),
                test=120,
                source="International airline passengers, 1949 to 1960: Box and Jenkins, "
                "*Time Series Analysis*, 1970, series G.",
            )
        ),
        "sunspots": _read(
            Series(
                "sunspots",
                "Sunspots",
                "sunspot number, mean of a month",
                np.zeros(4),
                season=(0, 132),
                test=2256,
                lag=12,
                source="Monthly sunspot numbers, 1749 to 1983: Andrews and Herzberg, *Data*, "
                "1985; observations by Zürich and later SILSO, Royal Observatory of Belgium.",
            )
        ),
        "temperatures": _read(
            Series(
                "temperatures",
                "Cold nights in Melbourne",
                "°C, lowest of the day",
                np.zeros(4),
                season=(0, 365),
                test=2920,
                lag=365,
                source="Daily minimum temperatures in Melbourne, 1981 to 1990: Australian Bureau "
                "of Meteorology.",
            )
        ),
    }


def rides(folder: Path, column: str = "rail_boardings") -> Series:
    """Daily rides in Chicago, 2001 to 2019, from the fetched file.

    62 days stand twice in it; each counts once.

    Args:
        folder: Of the fetched file.
        column: "rail_boardings" or "bus".

    Raises:
        FileNotFoundError: If the file is not there.
    """
    with (folder / CTA_FILE).open(newline="") as file:
        rows = {_day(row["service_date"]): row for row in csv.DictReader(file)}
    days = sorted(day for day in rows if day < CTA_END)
    return Series(
        "rides",
        "Train rides in Chicago",
        "rides a day",
        np.array([float(rows[day][column]) for day in days]),
        np.array(days, "datetime64[D]"),
        season=(7, 364),
        test=sum(bool(day < CTA_TEST) for day in days),
        lag=7,
        kinds=np.array([DAY_KINDS[rows[day]["day_type"]] for day in days], np.int8),
        source="Chicago Transit Authority, daily boarding totals, City of Chicago Data Portal.",
    )


def _read(about: Series) -> Series:
    path = FOLDER / f"{about.name}.csv"
    try:
        text = path.read_text("utf-8")  # with any system's ends of lines
    except (OSError, ValueError) as error:
        raise ShippedFileError(path, error) from error
    if zlib.crc32(text.encode()) != CHECKSUMS[about.name]:
        raise ShippedFileError(path, "its checksum is not the one of the series")
    rows = list(csv.reader(text.splitlines()))[1:]
    values = np.array([float(value) for _, value in rows])
    return Series(**{**about.__dict__, "values": values, "dates": _dates(rows)})


def _dates(rows: list[list[str]]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([date for date, _ in rows], "datetime64")


def _day(american: str) -> np.datetime64:
    month, day, year = american.split("/")
    return np.datetime64(f"{year}-{month}-{day}")
