"""seqdemo: recurrent networks you can watch think."""

__version__ = "0.1.0"
