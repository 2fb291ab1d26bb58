"""The catalogue in the dashboard: what is shown, what is refused, what is saved, and what other processes read with."""

# ruff: noqa: F811 (the fixture of another file is an argument here)
from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_pages import HOSTILE, Show, Shown, show  # noqa: F401
from test_trials import whole

from extract import preview
from extract.batch import extract_files
from extract.catalogue import HERE, catalogue
from extract.chosen import adopt, kept
from extract.correcting import Outdated
from extract.editing import Entry, added, codes_of, composed, entry, entry_of, merged, without, wrong
from extract.errors import CatalogueError, StoreError
from extract.intake.manager import Manager
from extract.jobs import Kept
from extract.store import Store, open_store
from extract.version import engine_version

ROOT = Path(__file__).parent.parent
TEXT = "中山市2011年工作\n\n2011年，中山市安装路灯45盏。全市有党员500名。"
LAMPS = Entry(
    "street_lamps", "安装路灯", "Street lamps", "other", "盏", "flow", "当年安装的路灯", "Lamps put up", "1", "100000",
    '[[rules]]\nhead = "路灯"\nunits = ["street_lamps"]\n\n[[examples]]\ntext = "安装路灯45盏。"\n'
    'figures = [["45盏", "45"]]\n\n[[examples]]\ntext = "安装水管45米。"\nfigures = []\n\n'
    '[units.classes]\nstreet_lamps = ["盏"]\n',
)  # fmt: skip


@pytest.fixture
def store(show: Show, tmp_path: Path) -> Store:
    """The store that the pages show, with one document."""
    opened = open_store(str(tmp_path / "pages.sqlite3"))
    ((_, found),) = extract_files([Kept("a", TEXT.encode())])
    opened.add(found, TEXT.encode())  # type: ignore[arg-type]
    return opened


# Entries as they are edited


def test_every_entry_comes_back_as_it_is_written() -> None:
    import tomllib

    whole = tomllib.loads((HERE / "indicators.toml").read_text(encoding="utf-8"))
    for code in whole:
        found = entry(code)
        assert found and tomllib.loads(composed(found)[0])[code] == whole[code]


def test_an_entry_is_put_into_a_catalogue_and_taken_out_of_it() -> None:
    members = entry("party_members")
    assert members
    text = merged("# mine\n", members)
    both = merged(text, LAMPS)
    assert codes_of(both) == ["party_members", "street_lamps"] and both.startswith("# mine\n")
    changed = merged(both, replace(LAMPS, zh="灯"))
    found = entry_of("street_lamps", changed)
    assert found and found.zh == "灯" and found.body == LAMPS.body and found.low == "1"
    assert codes_of(without(changed, "street_lamps")) == ["party_members"] and "盏" not in without(changed, "street_lamps")
    assert added(text, composed(LAMPS)[0]) == both
    with pytest.raises(CatalogueError, match="not TOML"):
        merged("[", LAMPS)


WRONG: list[tuple[dict[str, str], int, str]] = [
    ({"body": LAMPS.body.replace('"路灯"', '"(路灯"')}, 2, "正则表达式"),
    ({"body": LAMPS.body.replace('["street_lamps"]\n\n', '["lamps"]\n\n')}, 3, "不在可选之列"),
    ({"body": LAMPS.body.replace('["45盏"', '["46盏"')}, 7, "例句里找不到"),
    ({"body": "[[rules]\n"}, 1, "不合 TOML"),
    ({"low": "9"}, 0, ""),
    ({"high": ""}, 0, "应当是"),
    ({"unit": "咫"}, 0, "不认识单位"),
    ({"zh": ""}, 0, "缺少 zh"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "words"), WRONG)
def test_what_is_wrong_is_told_by_the_line_of_the_form(change: dict[str, str], line: int, words: str) -> None:
    found = wrong(replace(LAMPS, **change))  # type: ignore[arg-type]
    assert [each.line for each in found][:1] == ([line] if words else [])
    assert words in "".join(each.chinese for each in found)


# Saved in the store


@pytest.fixture
def opened(url: str) -> Store:
    """An empty store of either kind."""
    return open_store(url)


def test_versions_are_kept_and_the_last_one_counts(opened: Store) -> None:
    before = engine_version()
    assert opened.catalogue() is None and kept() is None
    first = opened.save_catalogue(merged("", LAMPS), "甲", "路灯", indicator="street_lamps")
    assert catalogue().indicators["street_lamps"].zh == "安装路灯" and engine_version() != before
    second = opened.save_catalogue("", "乙", "全部去掉", seen=first.number)
    assert "street_lamps" not in catalogue().indicators and engine_version() == before
    third = opened.save_catalogue(first.text, "丙", "恢复", restores=first.number, seen=second.number)
    assert [(each.number, each.who, each.why, each.restores) for each in opened.catalogues()] == [
        (third.number, "丙", "恢复", first.number), (second.number, "乙", "全部去掉", None), (first.number, "甲", "路灯", None),
    ]  # fmt: skip
    assert opened.catalogue_version(first.number) == opened.catalogues()[-1]
    assert [each.number for each in opened.catalogues(before=second.number)] == [first.number]


def test_two_who_edit_do_not_overwrite_each_other(opened: Store) -> None:
    opened.save_catalogue(merged("", LAMPS), "甲", "路灯")
    with pytest.raises(StoreError) as caught:
        opened.save_catalogue("", "乙", "没看见甲的", seen=0)
    assert caught.value.code == "catalogue_overtaken" and caught.value.facts["who"] == "甲"
    assert len(opened.catalogues()) == 1 and "street_lamps" in catalogue().indicators


def test_what_is_wrong_is_not_saved(opened: Store) -> None:
    with pytest.raises(CatalogueError):
        opened.save_catalogue(composed(replace(LAMPS, unit="咫"))[0], "甲", "错")
    assert opened.catalogue() is None and "street_lamps" not in catalogue().indicators


def test_a_backup_has_every_version(opened: Store, tmp_path: Path) -> None:
    opened.save_catalogue(merged("", LAMPS), "甲", "路灯")
    opened.backup(tmp_path / "copy.sqlite3")
    copy = open_store(str(tmp_path / "copy.sqlite3"))
    assert copy.catalogues() == opened.catalogues()


def test_another_process_reads_with_it_and_rereads_what_is_outdated(opened: Store, url: str) -> None:
    ((_, found),) = extract_files([Kept("a", TEXT.encode())])
    opened.add(found, TEXT.encode())  # type: ignore[arg-type]
    opened.save_catalogue(merged("", LAMPS), "甲", "路灯")
    assert len(opened.outdated()) == 1 and len(Outdated(opened)) == 1
    environment = {name: value for name, value in os.environ.items() if name != "SHUCHU_KEPT_CATALOGUE"}
    command = [sys.executable, "-m", "extract", "refresh", "--store", url, "--yes", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["street_lamps"]["new"] == 1
    assert opened.outdated() == []
    (cell,) = opened.cells(indicators=["street_lamps"])
    assert (cell.value, cell.unit, cell.year) == (45, "盏", 2011)
    adopt("")
    opened.adopt()
    assert "street_lamps" in catalogue().indicators


def test_cells_follow_a_catalogue_that_lost_their_indicator(opened: Store) -> None:
    first = opened.save_catalogue(merged("", LAMPS), "甲", "路灯")
    ((_, found),) = extract_files([Kept("a", TEXT.encode())])
    opened.add(found, TEXT.encode())  # type: ignore[arg-type]
    assert opened.cells(indicators=["street_lamps"])
    opened.save_catalogue("", "甲", "去掉", seen=first.number)
    assert not opened.cells(indicators=["street_lamps"]) and opened.cells(indicators=["party_members"])


# Gains and losses


def test_a_preview_tells_what_comes_and_what_goes(store: Store) -> None:
    ids = [each.id for each in store.documents()]
    examples, line = preview.tried(composed(LAMPS)[0], "street_lamps", ids, store)
    assert [each["wanted"] == each["stated"] for each in examples["examples"]] == [True, True]
    assert [(each["quote"], each["was"]) for each in line["gained"]] == [("45盏", "other")]
    assert not (line["lost"] or line["moved"] or line["changed"]) and line["same"] == 1
    members = entry("party_members")
    assert members and "street_lamps" not in catalogue().indicators
    none = replace(members, body=LAMPS.body.replace("路灯", "花灯").replace("45盏", "45盏"))
    _, line = preview.tried(composed(none)[0], "party_members", ids, store)
    assert [(each["quote"], each["was"], each["indicator"]) for each in line["lost"]] == [("500名", "party_members", "other")]


# The page


def html(shown: Shown) -> str:
    return "".join(each.proto.body for each in shown.test.get("html"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_every_indicator_with_its_values(language: str, show: Show, store: Store) -> None:
    shown = show("catalogue", lang=language)
    codes = {link["code"][0] for link in shown.links_to("catalogue") if "code" in link}
    assert codes == set(catalogue().indicators) - {"other"}
    assert [link["ind"] for link in shown.links_to("indicators") if "ind" in link] == [["party_members"]]
    assert 'class="notice error"' not in shown.html


def test_an_entry_shows_its_rules_and_its_range(show: Show, store: Store) -> None:
    shown = show("catalogue", code="party_members")
    assert "[[rules]]" in shown.test.code[0].value and "10,000,000" in shown.html
    assert "没有这个指标" in show("catalogue", code=HOSTILE).html
    assert "没有这个数" in show("catalogue", fig=HOSTILE).html


def test_a_new_indicator_from_a_figure_is_tried_saved_and_restored(
    show: Show, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = next(each for each in store.figures() if each.quote == "45盏")
    asked: list[dict[str, Any]] = []

    def said(self: Manager, running: Any, what: dict[str, Any]) -> Any:
        asked.append(what)
        yield {"end": True}

    monkeypatch.setattr(Manager, "_said", said)
    test = show("catalogue", fig=figure.id).test
    key = f"{figure.id}.0"
    assert test.text_input(key=f"catalogue.unit.{key}").value == "盏"
    body = test.text_area(key=f"catalogue.body.{key}")
    body.set_value(body.value.replace('head = "', 'head = "(')).run()
    assert "第 4 行" in html(Shown(test)) or "行</b>" in html(Shown(test))
    assert not [each for each in test.button if each.key == f"catalogue.save.{key}"]
    test.text_area(key=f"catalogue.body.{key}").set_value(body.value.replace("(", "")).run()
    test.text_input(key=f"catalogue.code.{key}").set_value("street_lamps").run()
    test.text_area(key=f"catalogue.body.{key}").set_value(LAMPS.body).run()
    test.button(key=f"catalogue.preview.{key}").click().run()
    assert "得 1，失 0" in html(whole(Shown(test)))
    assert test.text_input(key=f"catalogue.why.{key}").value == "新建指标"
    test.text_input(key=f"catalogue.why.{key}").set_value("").run()
    test.button(key=f"catalogue.save.{key}").click().run()
    assert "请写一句为什么改" in html(Shown(test)) and store.catalogue() is None
    test.text_input(key=f"catalogue.why.{key}").set_value("漏了路灯").run()
    test.button(key=f"catalogue.save.{key}").click().run()
    saved = store.catalogue()
    assert saved and (saved.why, saved.indicator) == ("漏了路灯", "street_lamps")
    shown = show("catalogue")
    assert 'class="notice error"' not in shown.html  # below the versions, too
    assert "1 份文档是按别的版本读的" in shown.html and "漏了路灯" in shown.html and "自建" in shown.html
    shown.test.button(key="catalogue.reread").click().run()
    assert [each["task"] for each in asked] == ["refresh"]
    store.save_catalogue("", "乙", "去掉", seen=saved.number)
    old = show("catalogue", version=str(saved.number))
    assert "+[street_lamps]" in old.test.code[0].value
    old.test.button(key=f"catalogue.restore.{saved.number}").click().run()
    again = store.catalogue()
    assert again and again.text == saved.text and again.restores == saved.number


def test_who_may_not_curate_sees_and_saves_nothing(
    show: Show, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.access import Person
    from pages.components import access

    monkeypatch.setattr(access, "person", lambda: Person("v@example.org", "v", "reviewer"))
    for address in ({"code": "party_members", "edit": "1"}, {"new": "1"}, {}):
        shown = show("catalogue", **address)
        assert not shown.test.text_area and not shown.test.get("file_uploader")
        assert not [each for each in shown.test.button if "catalogue" in str(each.key)]
    from extract.errors import AccessError
    from pages.components import keeping

    with pytest.raises(AccessError):
        keeping.save(LAMPS, "why", 0)
    assert store.catalogue() is None
