"""Progress bar of a download, in the form pooch asks for."""

from __future__ import annotations

from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn


class DownloadBar:
    """Set `total` in bytes, then `update` by bytes; `reset` and `close` end it.

    It is drawn from the moment `total` is set: a file that is there already shows no bar.
    """

    def __init__(self) -> None:
        self._progress = Progress(BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._task = self._progress.add_task("download", total=None)

    @property
    def total(self) -> float:
        """Bytes to come."""
        return self._progress.tasks[0].total or 0.0

    @total.setter
    def total(self, size: float) -> None:
        self._progress.update(self._task, total=size or None)
        self._progress.start()

    def update(self, size: int) -> None:
        """Note that `size` more bytes have arrived."""
        self._progress.advance(self._task, size)

    def reset(self) -> None:
        """Start again from 0; pooch does so before it declares the end."""
        self._progress.reset(self._task, total=self.total or None)

    def close(self) -> None:
        """Leave the terminal as it was; once is enough, more do no harm."""
        if self._progress.live.is_started:
            self._progress.stop()
