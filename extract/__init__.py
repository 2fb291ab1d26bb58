"""Reads Chinese reports and yearbooks and turns their numbers into figures that can be shown in their source."""

from extract import native

__version__ = "0.1.0"

native.install()
