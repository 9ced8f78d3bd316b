"""Data set: a list of common English words."""

from seqdemo.core.datasets import DatasetSource, RemoteFile

DATASET = DatasetSource(
    name="words",
    files=(
        RemoteFile(
            url="https://raw.githubusercontent.com/first20hours/google-10000-english/"
            "master/google-10000-english-usa-no-swears.txt",
            sha256="ee2d83651fbb91642bbed2bd30ead404c2cfbdfece01dacf284af6ea47795811",
            target="google-10000-english-usa-no-swears.txt",
        ),
    ),
    licence="Educational use; which words are common is a fact, not a text.",
)
