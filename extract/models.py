"""The types that travel through the pipeline, all frozen.

Offsets are half-open into ``Document.text`` and are fixed when a document is loaded, so that
``document.text[start:end] == quote`` holds for every figure and every rejection, always.
"""

from __future__ import annotations

import copyreg
from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

Bound = Literal["eq", "gt", "lt", "approx"]
Nature = Literal["stock", "flow", "rate", "none"]
Kind = Literal["heading", "paragraph", "furniture", "table"]
Span = tuple[int, int]
Sealed = TypeVar("Sealed")

FLAGS = ("part", "plan", "dup", "narrow")
"""The fields of a figure that keep it out of the panel, each for a reason of its own."""

REJECTED, CONTESTED = "rejected", "contested"
"""The marks of a figure that a person says is none, and of one of which people say different things."""

PERSON = "person"
"""The rule by which a person has told something, or made a figure."""

OTHER = "other"
"""The code of a figure that states none of the catalogue's indicators."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an attribution was told: by which rule, and by which words of the document.

    `text[start:end] == words`, as the document has them; both are -1 where the words do not stand in the text in one
    piece (a file name).
    """

    rule: str
    words: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative area under the name and code that were in force in some years.

    `code` is its GB/T 2260 code, empty for an area that the table does not hold; `level` is
    "nation", "province", "prefecture" or "county"; `since` and `until` are the first and the
    last year in force, None where the table does not say.
    """

    name: str
    full_name: str
    code: str = ""
    level: str = ""
    parent: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the text: a grid of cells, each the span of its words.

    Every row has the same number of cells. An empty cell has no length; a merged one stands in each of the places
    that it covers, with one span. `head` is how many rows the format itself marks as heads; `captions` are the
    lines above the table that say what it holds, and in which unit.
    """

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]
    head: int = 0
    captions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the format itself marks as one; `level` is 1 for the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """The part of the text that stands on one page, half-open; no length for a page without words.

    `ocr`: its words were told from a picture of it.
    """

    start: int
    end: int
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read. `id` is the first twelve hex digits of the SHA-256 of its bytes.

    `tables` and `headings` are those that its format or its layout shows, in text order; `pages` those of a format
    that has pages, the first one first. A place, a scope or a year that comes with words that told it was given by a
    person and is not told again.
    """

    id: str
    name: str
    text: str
    sha256: str
    encoding: str = "utf-8"
    title: str = ""
    title_told: Told | None = None
    publisher: str = ""
    publisher_told: Told | None = None
    url: str = ""
    url_told: Told | None = None
    place: Place | None = None
    place_told: Told | None = None
    scope: str = ""
    scope_told: Told | None = None
    year: int | None = None
    year_told: Told | None = None
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A heading, a paragraph, a table, or page furniture that the reader shows but no figure is taken from.

    `headings` are the words of the headings above it, outermost first.
    """

    start: int
    end: int
    kind: Kind
    headings: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and bound, not yet attributed to anything.

    `value` has 万/亿/千 multiplied out and is exact; `unit` is as written, without the multiplier;
    `rule` names the reading.
    """

    start: int
    end: int
    quote: str
    value: Decimal
    unit: str
    bound: Bound = "eq"
    value_max: Decimal | None = None
    chinese: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A run of digits that states no figure, and why (a key of the word tables, ``reason.<reason>``)."""

    document: str
    start: int
    end: int
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that states an indicator of a place in a year.

    `id` is ``<document id>-<start>``, stable as long as the bytes of the document are. `whole` is the id of the
    figure that this one is a part of, where the text states that, too. `sentence` is the half-open span of the
    sentence (the row, in a table), `paragraph` that of the segment it stands in. `concept` is filled in by
    ``concepts.with_concepts`` where somebody asks what the figures that are `other` count.

    `page` is the page of its document that it begins on, counted from 1; None where the format has no pages.

    `since` and `until` are the first and the last day (``MM-DD``) of the part of its year that a figure holds for,
    “” where the text tells none: the whole year. A stock has only an `until`, its day; so has a running total.

    `mark` is what people have decided of it (`decisions.models.MARKS`), “” for the machine's own reading.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    value: Decimal
    unit: str
    bound: Bound
    indicator: str
    value_max: Decimal | None = None
    year: int | None = None
    place: str | None = None
    place_code: str = ""
    scope: str = ""
    since: str = ""
    until: str = ""
    part: bool = False
    plan: bool = False
    dup: bool = False
    narrow: bool = False
    whole: str = ""
    confidence: float = 0.0
    rules: tuple[str, ...] = ()
    concept: str = ""
    sentence: tuple[int, int] = (0, 0)
    paragraph: tuple[int, int] = (0, 0)
    headings: tuple[str, ...] = ()
    indicator_told: Told | None = None
    year_told: Told | None = None
    place_told: Told | None = None
    scope_told: Told | None = None
    page: int | None = None
    mark: str = ""

    @property
    def refused(self) -> bool:
        """Whether people keep it out of the panel: rejected, or contested where the machine reads nothing."""
        return self.mark == REJECTED or (self.mark == CONTESTED and self.rules == (PERSON,))

    @property
    def counts(self) -> bool:
        """Whether the figure takes part in the panel."""
        known = self.indicator != OTHER and self.year is not None and self.place is not None
        return known and not (self.part or self.plan or self.dup or self.narrow or self.refused)


def _draft(frozen: type[Any]) -> type[Any]:
    """The same class, but not frozen: a frozen one sets each of its fields through a function, which takes long."""
    rows = [
        (each.name, Any, field()) if each.default is MISSING else (each.name, Any, field(default=each.default))
        for each in fields(frozen)
    ]
    return make_dataclass(f"{frozen.__name__}Draft", rows, slots=True)


if TYPE_CHECKING:
    FigureDraft, QuantityDraft = Figure, Quantity
else:
    FigureDraft, QuantityDraft = _draft(Figure), _draft(Quantity)


def sealed(draft: Any, kind: type[Sealed]) -> Sealed:
    """A draft as what it is a draft of: from here on it cannot be changed."""
    if type(draft) is not kind:  # compiled it is one from the start: there a frozen class is made as fast
        draft.__class__ = kind
    return draft  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that the pipeline found in one document, in text order."""

    document: Document
    segments: tuple[Segment, ...] = ()
    figures: tuple[Figure, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A catalogue entry as the pages show it; the rules that recognise it stay in the catalogue.

    `plausible` are the ends of what one place reports for one year, in its `unit`; what lies outside is doubted.
    `table_head` is a pattern of which a table's label must hold something to be believed; “” where any is.
    """

    code: str
    zh: str
    en: str
    family: str
    unit: str
    nature: Nature
    definition_zh: str = ""
    definition_en: str = ""
    plausible: tuple[Decimal, Decimal] | None = None
    table_head: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the panel: place × year × indicator × scope.

    `value` is in the indicator's own `unit`; `figures` are the ids of those it was made of, and
    `others` those that state the same cell elsewhere. `disputed` where documents disagree. `mark` is what people
    have decided of the figures that it rests on: contested, added or corrected where one of them is, checked where
    all are, else “”.
    """

    place: str
    place_code: str
    year: int
    indicator: str
    scope: str
    value: Decimal
    unit: str
    bound: Bound
    figures: tuple[str, ...] = field(default=())
    others: tuple[str, ...] = field(default=())
    disputed: bool = False
    mark: str = ""

    @property
    def id(self) -> str:
        """A language-neutral key for links and selections."""
        return "|".join((self.place_code or self.place, str(self.year), self.indicator, self.scope))


def _taken_apart(whole: object) -> tuple[type, tuple[Any, ...]]:
    return type(whole), _VALUES[type(whole)](whole)


# Pickled as the call that makes it, which is faster than a state, and one form for compiled and interpreted classes.
_KINDS: tuple[type[Any], ...] = (
    *(Told, Place, Table, Heading, Page, Document, Segment),
    *(Quantity, Rejection, Figure, Extraction, Indicator, Cell),
)
_VALUES = {kind: attrgetter(*(each.name for each in fields(kind))) for kind in _KINDS}
for _kind in _VALUES:
    copyreg.pickle(_kind, _taken_apart)
