"""Bytes of a plain text → (text, encoding): exact where the bytes tell, by evidence where they do not.

A wrong reading of Chinese bytes is Chinese, too, but of rare characters. So each encoding that decodes
without an error is judged by how much of its text is made of the commonest characters of the language;
charset-normalizer decides where that leaves a doubt (very short texts).
"""

from __future__ import annotations

import re

from extract.errors import SourceError

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

FAMILIES = dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030") | dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs")
"""What pages call their encoding → the largest of its family."""

CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情最"
    "党委市县区组织活动员支部书记机关职干群众会议精神宣传教育领导贯彻落实开展完成万元名次表彰先进优秀设总"
    "這個國我時來們為會過說產種後對學經進著當電裡現實體機應還點從業無關門與變條結問題員黨組織幹導貫徹開號萬億縣區"
    "，。、；：“”（）《》〔〕！？0123456789,.;:()%- \r\n\t\u3000\ufeff"
)
"""The commonest characters of running Chinese text, simplified and traditional, of reports above all, and its marks."""

CHARSET = re.compile(rb"<(?i:meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20}))")
SAMPLE = 65536
ENOUGH = 0.35
"""Running text has 0.45 to 0.7 of these characters, a wrong reading of it below 0.2 (tests/test_load.py)."""


def decode(data: bytes, shown: str, named: str = "") -> tuple[str, str]:
    """The text, its byte order mark kept as U+FEFF, and the name of the encoding.

    `named` is what the bytes call their encoding themselves (a page's charset), believed where they fit it.
    Raises SourceError("undecodable") where no reading makes sense.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return strict(data, encoding, shown), encoding
    damage: UnicodeDecodeError | None = None
    if b"\x00" not in data[:SAMPLE]:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            damage = error
    family = FAMILIES.get(named, "")
    if family and (text := attempt(data, family)):
        return text, family
    return guess(data, shown, damage)


def charset(data: bytes) -> str:
    """The encoding that a page of HTML says it is in, “” for none."""
    found = CHARSET.search(data, 0, 4096)
    return found[1].decode("ascii").lower() if found else ""


def strict(data: bytes, encoding: str, shown: str) -> str:
    """The text of bytes whose mark names the encoding; SourceError where they break their word."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise undecodable(shown, encoding, error) from error


def guess(data: bytes, shown: str, damage: UnicodeDecodeError | None) -> tuple[str, str]:
    """The likeliest reading of bytes that carry no mark and are no UTF-8."""
    readings = [(likeness(text), encoding, text) for encoding in CANDIDATES if (text := attempt(data, encoding))]
    readings.sort(key=lambda reading: -reading[0])
    if readings and readings[0][0] >= ENOUGH:
        return readings[0][2], readings[0][1]
    if damage and mostly_utf8(data):
        raise undecodable(shown, "utf-8", damage) from damage
    from charset_normalizer import from_bytes  # 40 ms that few files need

    best = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5", "big5hkscs"]).best() if readings else None
    for _, encoding, text in readings:
        if best is not None and encoding[:4] == best.encoding[:4].replace("gbk", "gb18"):
            return text, encoding
    message = f"“{shown}” is in an unknown encoding: save it as UTF-8 and read that."
    raise SourceError("undecodable", message, file=shown, size=len(data))


def undecodable(shown: str, encoding: str, error: UnicodeDecodeError) -> SourceError:
    """The error that names the first damaged byte."""
    message = f"“{shown}” is {encoding.upper()}, but damaged at byte {error.start:,}: get a whole copy or save it anew."
    return SourceError("undecodable", message, file=shown, encoding=encoding, position=error.start)


def attempt(data: bytes, encoding: str) -> str:
    """The decoded text, “” where a byte does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def likeness(text: str) -> float:
    """The share of a text's beginning that is made of the commonest characters, 0 to 1."""
    sample = text[:SAMPLE]
    return sum(map(COMMON.__contains__, sample)) / len(sample)


def mostly_utf8(data: bytes) -> bool:
    """Whether a few damaged places apart the bytes are UTF-8 text."""
    text = data[:SAMPLE].decode("utf-8", errors="replace")
    return text.count("\ufffd") * 20 < len(text) and likeness(text) >= ENOUGH
