"""The lines that bear the day or the month of writing: a title, a dateline, the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract import numerals
from extract.attribution.period_words import FOUNDED_IN
from extract.attribution.years import YEAR
from extract.models import Segment

DATED_TITLE = re.compile(
    rf"(?<!\d)({YEAR})(?:\s?年[\s/]{{0,3}}(\d{{1,2}}|[一二三四五六七八九]|十[一二]?)\s?月|[-./](\d{{1,2}})[-./]\d)"
)
"""A title's day or month is when the text was written."""
_FOOT = re.compile(
    rf"\W*({YEAR})(?:年\s?(\d{{1,2}}|[一二三四五六七八九]|十[一二]?)\s?月|[-./](\d{{1,2}})[-./])[\d一二三四五六七八九十]{{1,3}}\s?日?\W*$"
)
_FOOT_LINES = 2
_HEAD_LINES = 4
HEAD = 60
"""Among so many first lines of the document, those of at most so many characters may bear the date of its writing."""

MEETING = re.compile(r"在.{2,40}(?:会议|大会|全会|全委会)上?")
"""Where a report was given, behind the day: ——2016年8月24日在甲市第八次代表大会上."""


def dated_heads(cleaned: str, segments: Sequence[Segment]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The first lines that bear the day or the month of writing: a title (2006年9月), a dateline."""
    headings = [segment for segment in segments if segment.kind == "heading"][:2]
    for segment in sorted({*headings, *segments[:_HEAD_LINES]}, key=lambda each: each.start):
        if segment.kind == "furniture" or segment.end - segment.start > HEAD:
            continue
        match = DATED_TITLE.search(cleaned, segment.start, segment.end)
        if match and not FOUNDED_IN.search(cleaned, segment.start, match.start()):
            yield segment, match


def dated_foot(cleaned: str, segments: Sequence[Segment]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The last lines of a text, where one of them is the day of its writing and nothing else."""
    for segment in segments[-_FOOT_LINES:]:
        if segment.end - segment.start <= HEAD and (match := _FOOT.match(cleaned, segment.start, segment.end)):
            yield segment, match


def month(match: re.Match[str]) -> int:
    """The month of a day of writing, in digits or in Chinese numerals."""
    written = match[2] or match[3]
    return int(written) if written.isdigit() else int(numerals.chinese(written) or 1)
