"""Quantity → figure: which indicator, of which place, in which year, and with which flags."""
