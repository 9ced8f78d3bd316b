"""Train rides in Chicago: where they are published, their checksum."""

from seqdemo.core.datasets import DatasetSource, RemoteFile

DATASET = DatasetSource(
    name="series",
    files=(
        RemoteFile(
            url="https://raw.githubusercontent.com/ageron/data/"
            "d3caa456a6abc23c3090887c0c27172046f17a90/"
            "ridership/CTA_-_Ridership_-_Daily_Boarding_Totals.csv",
            sha256="34faaba085ca21434b7dd3e0abcbaf8cde5be3a4f170dda1c8caef72c5c4bd06",
            target="cta-ridership.csv",
        ),
    ),
    licence="Chicago Transit Authority, daily boarding totals, by the City of Chicago Data Portal: "
    "free to use with the source named.",
)
