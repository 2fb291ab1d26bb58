"""Colours can be read on their grounds, and told apart by colour-blind eyes."""

from __future__ import annotations

from itertools import combinations

import pytest

from extract.catalogue import catalogue
from pages.components import palette

TEXT = 4.5
APART = 12.0
SHADES = {"light": 0, "dark": 1}

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}

Colour = tuple[float, float, float]


def linear(colour: str) -> Colour:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour) -> Colour:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(a * max(0.0, b) for a, b in zip(row, colour, strict=True)) / w for row, w in zip(rows, white, strict=True)
    ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, kind: str) -> Colour:
    own = linear(colour)
    red, green, blue = (sum(a * b for a, b in zip(row, own, strict=True)) for row in BLIND[kind])
    return lab((red, green, blue))


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("name", palette.FAMILIES)
def test_families_can_be_read(name: str, shade: str) -> None:
    at = SHADES[shade]
    assert contrast(palette.FAMILIES[name][at], palette.GROUND[at]) >= TEXT


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("pair", [*palette.PLACES, palette.INK, palette.MUTED])
def test_marks_and_text_can_be_read(pair: tuple[str, str], shade: str) -> None:
    at = SHADES[shade]
    assert contrast(pair[at], palette.GROUND[at]) >= TEXT


def test_every_family_has_a_colour() -> None:
    assert set(catalogue().families) <= set(palette.FAMILIES)


def apart(one: str, other: str, kind: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, kind), seen(other, kind), strict=True)) ** 0.5


@pytest.mark.parametrize("kind", BLIND)
@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("pairs", [tuple(palette.FAMILIES.values()), palette.PLACES], ids=["families", "places"])
def test_colour_blind_eyes_tell_them_apart(pairs: tuple[tuple[str, str], ...], shade: str, kind: str) -> None:
    colours = [pair[SHADES[shade]] for pair in pairs]
    assert [two for two in combinations(colours, 2) if apart(*two, kind) < APART] == []
