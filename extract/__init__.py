"""Reads Chinese reports and yearbooks and turns their numbers into figures that can be shown in their source."""

__version__ = "0.1.0"
