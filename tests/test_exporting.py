"""Every format brings back every value of the store, exactly, whatever stands in the texts."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pyarrow.parquet as pq
import pytest
from docx.oxml.ns import qn
from frictionless import Package, validate
from openpyxl import load_workbook

from conftest import SEEDS, make_document, make_figure
from extract.__main__ import main
from extract.catalogue import catalogue
from extract.counting import plain
from extract.decisions.models import said_of
from extract.errors import ExportError
from extract.exporting import FORMATS, Selection, export, format_of
from extract.exporting import booklet as booklet_module
from extract.exporting import xlsx as xlsx_module
from extract.exporting.citation import Cited, bibtex, cited, gb7714
from extract.exporting.columns import TABLES, columns
from extract.exporting.status import standing
from extract.exporting.survey import survey
from extract.exporting.texts import defused, fused, is_formula, legal
from extract.models import Cell, Extraction, Segment
from extract.spans import in_one_line
from extract.store import Order, Store, open_store
from pages.components import cover

LONG = "12345678901234567890.125"
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "\r=1",
    "＝1",
    "\x01=1",
    "'=1",
    "<script>alert(1)</script>]]>&amp;",
    "\x0b\x1f\ufffe",
    'a,"b"\nc;d',
]


@pytest.fixture
def full(sqlite_store: Store, made: Callable[..., Extraction]) -> Store:
    """Two scopes, a sum, a bound, a value that no float holds, one in doubt, one apart, and texts that attack."""
    sqlite_store.add(made())
    text = "五华区机关\n2010年捐款203万元，又捐款118万元；植树83 000余株，造林0.1公顷，另有9处。" + "".join(HOSTILE)
    document = make_document(text, name="=b.txt", title="=1+1", publisher="@x\x0b", year=2010, scope="区级机关")
    facts: dict[str, Any] = {"year": 2010, "place": "五华区", "place_code": "530102", "scope": "区级机关"}
    facts |= {"sentence": (6, len(text)), "paragraph": (6, len(text))}
    figures = [
        make_figure(document, "203万元", "2030000", "donated_money", **facts),
        make_figure(document, "118万元", "1180000", "donated_money", **facts),
        make_figure(document, "83 000余株", LONG, "trees_planted", **facts | {"bound": "gt", "unit": "株"}),
        make_figure(document, "0.1公顷", "0.1", "afforested_area", **facts | {"confidence": 0.5}),
        make_figure(document, "9处", "9.95", "other", **facts | {"year": None, "value_max": Decimal("10.3")}),
    ]
    figures += [
        make_figure(document, each, str(place), "other", start=text.index(each), **facts | {"unit": each})
        for place, each in enumerate(HOSTILE)
        if each.isprintable() or "\n" in each
    ]
    ordered = sorted({each.start: each for each in figures}.values(), key=lambda each: each.start)
    segments = (Segment(0, 5, "heading", (), 1), Segment(6, len(text), "paragraph", ("五华区机关",)))
    sqlite_store.add(Extraction(document, segments, tuple(ordered)))
    return sqlite_store


@pytest.fixture
def written(full: Store, tmp_path: Path) -> Callable[..., Path]:
    """Exports the full store to a file."""

    def write(format: str, selection: Selection | None = None, **settings: Any) -> Path:
        path = tmp_path / f"out{FORMATS[format].ending}"
        export(full, path, format, selection, **{"chinese": True, "home": "https://x.example/", **settings})
        return path

    return write


def by_id(store: Store, **chosen: Any) -> dict[str, Cell]:
    return {each.id: each for each in store.cells(**chosen)}


def rows_of(stream: Any) -> list[dict[str, str]]:
    return [{name: fused(value) for name, value in row.items()} for row in csv.DictReader(stream)]


# Round trips


def test_csv(full: Store, written: Callable[..., Path]) -> None:
    path = written("csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfCELL,")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = rows_of(stream)
    cells = by_id(full)
    assert {row["CELL"] for row in rows} == set(cells)
    for row in rows:
        cell = cells[row["CELL"]]
        assert Decimal(row["OBS_VALUE"]) == cell.value
        assert (row["UNIT_MEASURE"], row["BOUND"], row["SCOPE"]) == (cell.unit, cell.bound, cell.scope)
        assert (row["REF_AREA"], row["TIME_PERIOD"]) == (cell.place_code, str(cell.year))
        assert row["FIGURES"].split() == list(cell.figures)
        quotes = [figure.quote for figure in map(full.figure, cell.figures) if figure]
        assert row["QUOTE"] == " + ".join(quotes)
    assert rows[0]["ABOUT"].startswith(f"{len(cells)} 个值；2 份文档")
    assert not any(row["ABOUT"] for row in rows[1:])


def compare_figures(store: Store, rows: list[dict[str, Any]]) -> None:
    """Rows with the names of the columns against the store, every value."""
    figures = {each.id: each for each in store.figures()}
    texts = {each.id: found.text for each in store.documents() if (found := store.document(each.id))}
    assert {row["FIGURE"] for row in rows} == set(figures) and len(rows) == len(figures)
    for row in rows:
        figure = figures[row["FIGURE"]]
        text = texts[figure.document]
        assert Decimal(str(row["OBS_VALUE"])) == figure.value
        assert (Decimal(str(row["VALUE_MAX"])) if row["VALUE_MAX"] else None) == figure.value_max
        assert (row["UNIT_MEASURE"], row["EXACT"], row["INDICATOR"]) == (figure.unit, figure.quote, figure.indicator)
        assert (int(row["START"]), int(row["END"])) == (figure.start, figure.end)
        assert text.endswith(row["PREFIX"], 0, figure.start) and text.startswith(row["SUFFIX"], figure.end)
        assert row["SENTENCE"] == text[slice(*figure.sentence)]
        assert str(row["TIME_PERIOD"] or "") == str(figure.year or "")
        assert row["LINK"] == f"https://x.example/evidence?fig={figure.id}"


def test_csv_of_figures(full: Store, written: Callable[..., Path]) -> None:
    with written("csv", table="figures").open(encoding="utf-8-sig", newline="") as stream:
        rows = rows_of(stream)
    compare_figures(full, rows)
    roles = {row["EXACT"]: (row["ROLE"], row["WHY"]) for row in rows}
    assert roles["203万元"] == ("value", "")
    assert roles["9处"] == ("apart", "indicator year")


@pytest.mark.parametrize("table", TABLES)
def test_parquet(table: str, full: Store, written: Callable[..., Path]) -> None:
    found = pq.read_table(written("parquet", table=table))
    rows = found.to_pylist()
    if table == "cells":
        assert {row["CELL"]: row["OBS_VALUE"] for row in rows} == {id: cell.value for id, cell in by_id(full).items()}
        assert json.loads(found.schema.metadata[b"shuchu"])["cells"] == len(rows)
    elif table == "figures":
        compare_figures(full, rows)
    else:
        documents = {each.id: each for each in full.documents()}
        assert {row["DOCUMENT"]: row["TITLE"] for row in rows} == {id: each.title for id, each in documents.items()}


def test_json(full: Store, written: Callable[..., Path]) -> None:
    found = json.loads(written("json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert {row["CELL"]: Decimal(row["OBS_VALUE"]) for row in found["cells"]} == {
        id: cell.value for id, cell in by_id(full).items()
    }
    for row in found["figures"]:
        quote, position = row["selector"]
        assert [quote.pop("type"), position.pop("type")] == ["TextQuoteSelector", "TextPositionSelector"]
        row |= {name.upper(): value for name, value in (quote | position).items()}
    compare_figures(full, found["figures"])
    assert found["about"]["doubt"] == 1 and found["about"]["checked"] == 0 and found["about"]["store"] == full.version()


def test_xlsx(full: Store, written: Callable[..., Path]) -> None:
    book = load_workbook(written("xlsx"))
    assert book.sheetnames == ["逐年对照", "值", "数与原文", "来源", "说明"]
    cells, sheet = by_id(full), book["值"]
    names = [column.name for column in columns("cells")]
    assert [each.value for each in sheet[1]] == [column.zh for column in columns("cells")]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert sheet.max_row == len(cells) + 1
    for row in sheet.iter_rows(min_row=2):
        found = dict(zip(names, row, strict=True))
        cell = cells[found["CELL"].value]
        assert Decimal(str(found["OBS_VALUE"].value)) == cell.value
        assert found["OBS_VALUE"].data_type == ("s" if len(str(cell.value)) > 15 else "n")
        assert found["LINK"].hyperlink.target.startswith("https://x.example/evidence?cell=")
    numbers = {str(row[7].value): row[7].number_format for row in sheet.iter_rows(min_row=2)}
    assert numbers["17782"] == "#,##0" and numbers["0.1"] == "#,##0.0"
    assert all(cell.data_type != "f" for each in book for row in each.iter_rows() for cell in row)
    figures = {each.id: each for each in full.figures()}
    at = {column.name: place for place, column in enumerate(columns("figures"))}
    for row in book["数与原文"].iter_rows(min_row=2):
        figure = figures.pop(row[at["FIGURE"]].value)
        assert row[at["EXACT"]].value == legal(figure.quote)
        assert Decimal(str(row[at["OBS_VALUE"]].value)) == figure.value
        assert row[at["EXACT"]].quotePrefix == is_formula(figure.quote)
    assert not figures
    assert "经人核对" in book["说明"]["A2"].value


def test_values_are_laid_out_by_year(full: Store, written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A row for an indicator in a place, a column for a year; every value once, and each opens its words."""
    sheet = load_workbook(written("xlsx")).worksheets[0]
    head, *rows = sheet.iter_rows()
    years = {each.column: each.value for each in head if isinstance(each.value, int)}
    assert list(years.values()) == sorted(years.values()) and sheet.freeze_panes == "E2"
    widths = {place: each.width for each in sheet.column_dimensions.values() for place in range(each.min, each.max + 1)}
    found = {}
    for row in rows:
        for each in row:
            if each.column in years and each.value is not None:
                key = row[0].value, row[2].value, row[3].value or "", years[each.column]
                found[key] = Decimal(str(each.value).lstrip("超过不足约 "))
                assert each.hyperlink.target.startswith("https://x.example/evidence?cell=")
                shown = f"{each.value:,}" if isinstance(each.value, int | float) else str(each.value)
                assert widths[each.column] > len(shown)  # else it is shown as ###
    zh = catalogue().indicators
    wanted = {(zh[c.indicator].zh, c.place, c.scope, c.year): plain(c.value) for c in full.cells()}
    assert found == wanted
    named = {each.title or each.name for each in full.documents()}
    assert all(row[len(years) + 4].value.split("；")[0] in named for row in rows if row[2].value)
    monkeypatch.setattr("extract.exporting.laid_out.MOST", 1)
    assert load_workbook(written("xlsx")).sheetnames[0] == "值"


def test_a_data_package(full: Store, written: Callable[..., Path]) -> None:
    path = written("datapackage")
    report = validate(str(path))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "note"])
    package = Package(str(path))
    assert [resource.name for resource in package.resources] == list(TABLES)
    values = {row["CELL"]: row["OBS_VALUE"] for row in package.get_resource("cells").read_rows()}
    assert values == {id: cell.value for id, cell in by_id(full).items()}
    with zipfile.ZipFile(path) as archive:
        with archive.open("figures.csv") as stream:
            compare_figures(full, rows_of(io.TextIOWrapper(stream, encoding="utf-8", newline="")))
        descriptor = json.loads(archive.read("datapackage.json"))
        for each in [*descriptor["resources"], descriptor["annotations"]]:
            data = archive.read(each["path"])
            assert (len(data), f"sha256:{sha256(data).hexdigest()}") == (each["bytes"], each["hash"])
        annotations = json.loads(archive.read("annotations.json"), parse_float=Decimal)
    names = [field["name"] for field in descriptor["resources"][0]["schema"]["fields"]]
    assert {"REF_AREA", "TIME_PERIOD", "INDICATOR", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "SCOPE"} < set(names)
    for each in annotations["items"]:
        figure = full.figure(each["body"]["figure"])
        quote, position = each["target"]["selector"]
        document = figure and full.document(figure.document)
        assert figure and document and each["target"]["sha256"] == document.sha256
        assert quote["exact"] == document.text[position["start"] : position["end"]] == figure.quote


def test_a_broken_package_is_not_valid(written: Callable[..., Path], tmp_path: Path) -> None:
    """The validation above can fail."""
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(written("datapackage")) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b",17782,", b",many,") if name == "cells.csv" else data)
    assert not validate(str(broken)).valid


def test_a_booklet(full: Store, written: Callable[..., Path]) -> None:
    book = docx.Document(str(written("docx")))
    text = "\n".join(paragraph.text for paragraph in book.paragraphs)
    marked = [run.text for each in book.paragraphs for run in each.runs if run.font.highlight_color is not None]
    made = [figure for cell in full.cells() for figure in map(full.figure, cell.figures) if figure]
    assert sorted(marked) == sorted(legal(figure.quote) for figure in made)
    assert "捐款金额  3,210,000 元" in text.replace("\xa0", " ") or "3,210,000 元" in text
    links = {each.target_ref for each in book.part.rels.values() if each.is_external}
    assert links == {f"https://x.example/evidence?fig={figure.id}" for figure in made}
    assert "=1+1[EB/OL]" in text or "=1+1[Z]" in text
    assert "区级机关；把握较低" in text


def test_a_booklet_is_set_for_the_mainland_and_keeps_a_value_with_its_words(full: Store, tmp_path: Path) -> None:
    chosen = Selection(["party_members"], ["442000"])
    export(full, tmp_path / "b.docx", "docx", chosen, chinese=True)
    book = docx.Document(str(tmp_path / "b.docx"))
    languages = {each.get(qn("w:eastAsia")) for each in book.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}
    assert "PAGE" in book.sections[0].footer._element.xml
    assert any("指标 党员数；地区 中山市" in each.text for each in book.paragraphs)  # no codes for who reads on paper
    marked = [number for number, each in enumerate(book.paragraphs) if any(run.font.highlight_color for run in each.runs)]
    assert marked
    for number in marked:  # the line above, the words, and the reference below are on one page
        kept = [each.paragraph_format.keep_with_next for each in book.paragraphs[number - 1 : number + 1]]
        assert kept == [True, True]


def test_what_people_decide_is_exported_with_its_mark(store: Store, tmp_path: Path) -> None:
    text = "2011年底，全市有党员17782人，发展党员355名，其他80名。"
    document = make_document(text)
    figures = [make_figure(document, "17782人", "17782", "party_members")]
    figures += [make_figure(document, "355名", "355", "new_party_members"), make_figure(document, "80名", "80", "trees_planted")]
    store.add(Extraction(document, (Segment(0, len(text), "paragraph"),), tuple(figures[:2])))
    said = [said_of(each) for each in figures]
    store.decide("甲", [Order(figures[0].id, "correct", 0, replace(said[0], year=2010))])
    store.decide("甲", [Order(figures[1].id, "reject")])
    start = text.index("80名")
    added = store.add_figure("甲", document.id, (start, start + 3), replace(said[1], value=Decimal(80)))
    for name, table in (("c", "cells"), ("f", "figures")):
        export(store, tmp_path / f"{name}.csv", "csv", table=table)
    cells, found = (list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8-sig"))) for name in "cf")
    assert {(row["INDICATOR"], row["OBS_VALUE"], row["REVIEW"]) for row in cells} == {
        ("party_members", "17782", "corrected"),
        ("new_party_members", "80", "added"),
    }
    told = [(row["EXACT"], row["REVIEW"], row["ROLE"], row["WHY"]) for row in found]
    assert told[1:] == [("355名", "rejected", "apart", "rejected"), ("80名", "added", "value", "")]
    assert survey_of(store) == (2, 2)
    export(store, tmp_path / "b.docx", "docx", chinese=True)
    book = "\n".join(each.text for each in docx.Document(str(tmp_path / "b.docx")).paragraphs)
    assert "经人改正" in book and "由人补入" in book and "355" not in "".join(_marked(tmp_path / "b.docx"))
    store.decide("乙", [Order(added.figure, "reject", added.number)])
    export(store, tmp_path / "f.csv", "csv", table="figures")
    last = list(csv.DictReader((tmp_path / "f.csv").open(encoding="utf-8-sig")))[-1]
    assert (last["REVIEW"], last["ROLE"], last["WHY"], last["CELL"]) == ("contested", "apart", "contested", "")
    figure = store.figure(added.figure)
    assert figure and not figure.counts and survey_of(store) == (1, 1)


def survey_of(store: Store) -> tuple[int, int]:
    with store.moment() as moment:
        found = survey(moment, Selection())
    return found.cells, found.checked


def _marked(path: Path) -> list[str]:
    paragraphs = docx.Document(str(path)).paragraphs
    return [run.text for each in paragraphs for run in each.runs if run.font.highlight_color is not None]


def test_a_booklet_has_the_row_of_a_table(tmp_path: Path) -> None:
    from extract.load import document
    from extract.pipeline import extract

    text = "石城县2003年\n\n单位：人\n\n| 指标 | 2002年 | 2003年 |\n|---|---|---|\n| 党员 | 1,234 | 1,300 |\n| 团员 | 9 | 8 |\n"
    store = open_store(str(tmp_path / "t.sqlite3"))
    store.add(extract(document("t.md", text.encode())))
    export(store, tmp_path / "t.docx", "docx", Selection(indicators=["party_members"], years=[2003]))
    store.close()
    (table,) = docx.Document(str(tmp_path / "t.docx")).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["指标", "2002年", "2003年"], ["党员", "1,234", "1,300"]]
    assert table.rows[1].cells[2].paragraphs[0].runs[0].font.highlight_color is not None


def test_the_same_on_postgresql(postgresql_store: Store, made: Callable[..., Extraction], tmp_path: Path) -> None:
    postgresql_store.add(made())
    export(postgresql_store, tmp_path / "p.json", "json")
    found = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert [row["OBS_VALUE"] for row in found["cells"]] == [cell.value for cell in postgresql_store.cells()]


# Selections and what is said of them


@pytest.mark.parametrize(
    "selection",
    [
        Selection(indicators=["donated_money", "party_members"]),
        Selection(places=["五华区"]),
        Selection(places=["442000"], years=[2011]),
        Selection(scopes=[""]),
        Selection(scopes=["区级机关"], years=[2010]),
    ],
    ids=str,
)
def test_a_selection(selection: Selection, full: Store, written: Callable[..., Path]) -> None:
    found = json.loads(written("json", selection).read_text(encoding="utf-8"))
    chosen = by_id(full, indicators=selection.indicators, places=selection.places, years=selection.years)
    wanted = {id for id, cell in chosen.items() if selection.scopes is None or cell.scope in selection.scopes}
    assert wanted and {row["CELL"] for row in found["cells"]} == wanted
    assert {row["CELL"] for row in found["figures"]} - {""} == wanted
    assert {row["DOCUMENT"] for row in found["figures"]} == {row["DOCUMENT"] for row in found["sources"]}
    assert found["about"]["cells"] == len(wanted)


def test_other_scopes_are_counted(full: Store, made: Callable[..., Extraction], written: Callable[..., Path]) -> None:
    """Two of three values have no scope: the third is the other one, and its row says so."""
    for year, scope in ((2012, ""), (2013, "市直机关")):
        each = made(text=f"中山市{year}年\n2011年底，全市有党员17782人，发展党员355名。邮编528400。", scope=scope)
        figures = tuple(replace(figure, year=year, scope=scope) for figure in each.figures)
        full.add(replace(each, figures=figures))
    found = json.loads(written("json", Selection(indicators=["party_members"])).read_text(encoding="utf-8"))
    assert found["about"]["apart"] == 1
    assert [row["SCOPE"] for row in found["cells"] if row["OBS_STATUS"] == "D"] == ["市直机关"]
    assert "口径不同" in found["about"]["statement"]


def test_an_empty_selection_is_told(full: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nothing to export"):
        export(full, tmp_path / "x.csv", "csv", Selection(years=[1900]))
    assert list(tmp_path.glob("*x.csv*")) == []


def test_the_limits_of_formats_are_told(full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "x.xlsx"
    old.write_bytes(b"kept")
    monkeypatch.setattr(xlsx_module, "ROWS", 2)
    with pytest.raises(ExportError, match="choose csv, parquet or datapackage"):
        export(full, old, "xlsx")
    assert old.read_bytes() == b"kept" and [path.name for path in tmp_path.glob("*xlsx*")] == ["x.xlsx"]
    monkeypatch.setattr(booklet_module, "MOST", 2)
    with pytest.raises(ExportError, match="narrow it, or choose xlsx"):
        export(full, tmp_path / "x.docx", "docx")


def test_a_folder_that_is_not_there_is_told(full: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not take the file"):
        export(full, tmp_path / "no" / "x.csv", "csv")


# Texts


@pytest.mark.parametrize("text", HOSTILE[:9])
def test_formulas_are_defused(text: str) -> None:
    assert defused(text) == f"'{text}" and fused(defused(text)) == text


@pytest.mark.parametrize("text", ["-5元", "党员", "", "3+2", "'quoted'", "一=二", "-5元", "2010年"])
def test_other_texts_are_left(text: str) -> None:
    assert defused(text) == text == fused(text)


def test_what_xml_cannot_hold_is_shown() -> None:
    assert legal("a\x00\x0b\x1f\ufffe\ud800\t\n中") == "a␀␋␟\ufffd\ufffd\t\n中"


@pytest.mark.parametrize(
    ("mark", "disputed", "confidence", "doubts"),
    [
        ("", False, 0.8, ()),
        ("", False, 0.75, ("low",)),
        ("checked", False, 0.4, ()),
        ("corrected", True, 0.4, ("disputed",)),
        ("contested", False, 0.95, ("contested",)),
    ],
)
def test_exports_and_coverage_doubt_the_same(
    mark: Any, disputed: bool, confidence: float, doubts: tuple[str, ...], full: Store
) -> None:
    """Between 0.7 and 0.8 a value was in doubt in the one and not in the other, and so was one that is checked."""
    cell = replace(next(iter(full.cells())), mark=mark, disputed=disputed)
    figures = {each: replace(full.figure(each), confidence=confidence) for each in cell.figures}
    found = standing(cell, figures, {cell.indicator: cell.scope})
    assert (found.doubts, found.code) == (doubts, "U" if doubts else "A")
    assert cover.state([cell], cell.scope, {cell.id: confidence}) == ("doubt" if doubts else "has")


def test_the_statement_counts_what_people_disagree_on(full: Store, tmp_path: Path) -> None:
    figure = full.figures(indicators=["party_members"])[0]
    full.decide("甲", [Order(figure.id, "correct", 0, replace(said_of(figure), year=2010))])
    full.decide("乙", [Order(figure.id, "reject", 1)])
    with full.moment() as moment:
        found = survey(moment, Selection(indicators=["party_members"]))
    assert (found.contested, found.doubt, found.low, found.disputed) == (1, 1, 0, 0)


def test_hard_wraps_are_joined() -> None:
    assert in_one_line("3200\n余人参加\r\n 植树,two\nwords\n\n12") == "3200余人参加植树,two words 12"


REFERENCES = {
    "中山市志办. 中山年鉴 {2012}[M/OL]: 3[2026-11-22]. https://x.example/a?c_d=1.": ("中山年鉴 {2012}", "中山市志办", 3),
    "新华网. 表彰大会召开[EB/OL]. [2026-11-22]. https://x.example/a?c_d=1.": ("表彰大会召开", "新华网", None),
    "党建[M/OL]//中山年鉴·2012. [2026-11-22]. https://x.example/a?c_d=1.": ("党建", "《中山年鉴·2012》", None),
    "党建[M/OL]//中山年鉴·2012: 3[2026-11-22]. https://x.example/a?c_d=1.": ("党建", "《中山年鉴·2012》", 3),
    "表彰大会召开[N/OL]. 中山日报. [2026-11-22]. https://x.example/a?c_d=1.": ("表彰大会召开", "《中山日报》", None),
    "2011年政府工作报告（摘要）[R/OL]. [2026-11-22]. https://x.example/a?c_d=1.": ("2011年政府工作报告（摘要）", "", None),
    "题名[Z].": ("题名", "", None),
    "市委. 统计公报[R]: 3.": ("统计公报", "市委", 3),
}


@pytest.mark.parametrize("expected", REFERENCES)
def test_references_by_the_standard(expected: str) -> None:
    title, publisher, page = REFERENCES[expected]
    online = "https://x.example/a?c_d=1" if "OL]" in expected else ""
    row = {"title": "", "name": title, "publisher": publisher, "url": online, "imported_at": "2026-11-22T01:02:03Z"}
    assert gb7714(cited(row, page)) == expected


def test_references_for_tex() -> None:
    book = Cited("中山年鉴 {2012}", "中山市志办", "https://x.example/a%20b?c_d=1", 3, "2026-11-22", "zs-1")
    assert r"title = {{中山年鉴 \{2012\}}}," in bibtex(book)
    assert r"howpublished = {\url{https://x.example/a%20b?c_d=1}}," in bibtex(book)
    within = Cited("党建", "《中山年鉴·2012》", "https://x.example/")
    assert "@incollection{source," in bibtex(within) and "booktitle = {{中山年鉴·2012}}" in bibtex(within)


# The command


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("seeded") / "s.sqlite3")
    assert main(["import", "--store", where, str(SEEDS)]) == 0
    return where


def test_the_command(seeded: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "members.csv"
    asked = ["--indicator", "党员数", "--place", "中山市", "--year", "2010-2012", "--link", "https://y.example"]
    assert main(["export", "--store", seeded, *asked, str(path)]) == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["OBS_VALUE"], row["QUOTE"], row["SCOPE"]) == ("17782", "17782人", "市直机关")
    assert row["LINK"].startswith("https://y.example/evidence?cell=")
    assert b"1 values" in capfdbinary.readouterr().err
    assert main(["export", "--store", seeded, *asked, "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfCELL")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--indicator", "nonsense", "x.csv"], "There is no indicator “nonsense”"),
        (["--year", "soon", "x.csv"], "“soon” is no year"),
        (["x.pdf"], "does not say which format"),
        (["--year", "1900", "x.csv"], "There is nothing to export in this selection: years 1900."),
    ],
)
def test_what_the_command_cannot_do(
    asked: list[str], sentence: str, seeded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *options, name = asked
    assert main(["export", "--store", seeded, *options, str(tmp_path / name)]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_endings_name_formats() -> None:
    assert [format_of(Path(f"a{each.ending.upper()}")) for each in FORMATS.values()] == list(FORMATS)


def test_the_seeds_come_back_in_every_format(seeded: str, tmp_path: Path) -> None:
    store = open_store(seeded)
    wanted = {each.id: plain(each.value) for each in store.cells()}
    export(store, tmp_path / "a.parquet", "parquet")
    export(store, tmp_path / "a.zip", "datapackage")
    store.close()
    rows = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert {row["CELL"]: row["OBS_VALUE"] for row in rows} == wanted
    assert validate(str(tmp_path / "a.zip")).valid


def test_the_machines_own_values_stand_beside_those_that_people_decided(full: Store, tmp_path: Path) -> None:
    """One corrected, one of a sum rejected; every other value is the machine's own."""
    found = {figure.quote: figure for figure in full.figures()}
    said = said_of(found["355名"])
    more = Order(found["355名"].id, "correct", 0, replace(said, value=Decimal(3550)))
    full.decide("甲", [more, Order(found["203万元"].id, "reject")])
    wanted = {"new_party_members": ("3550", "355"), "donated_money": ("1180000", "3210000")}

    export(full, tmp_path / "c.csv", "csv", machine=True)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    told = {row["INDICATOR"]: (row["OBS_VALUE"], row["MACHINE_VALUE"]) for row in rows}
    assert {code: told[code] for code in wanted} == wanted
    assert all(value == own for code, (value, own) in told.items() if code not in wanted) and len(told) > 3
    export(full, tmp_path / "f.csv", "csv", table="figures", machine=True)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "f.csv").read_text(encoding="utf-8-sig"))))
    assert {row["EXACT"]: row["MACHINE_VALUE"] for row in rows}["355名"] == "355"

    export(full, tmp_path / "c.parquet", "parquet", machine=True)
    table = pq.read_table(tmp_path / "c.parquet").to_pylist()
    assert {row["INDICATOR"]: row["MACHINE_VALUE"] for row in table}["donated_money"] == 3210000
    export(full, tmp_path / "c.xlsx", "xlsx", machine=True, chinese=True)
    head = [each.value for each in load_workbook(tmp_path / "c.xlsx")["值"][1]]
    assert head[head.index("数值") + 1] == "机器读数"
    export(full, tmp_path / "c.zip", "datapackage", machine=True)
    assert validate(str(tmp_path / "c.zip")).valid
    export(full, tmp_path / "plain.csv", "csv")
    assert "MACHINE_VALUE" not in (tmp_path / "plain.csv").read_text(encoding="utf-8-sig")
