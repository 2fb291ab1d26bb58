"""A catalogue that the store keeps and this program does not take: the store says so, and lets itself be mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from conftest import MINE
from extract.__main__ import main
from extract.chosen import adopt, digest
from extract.errors import CatalogueError
from extract.store import open_store

BROKEN = MINE.replace('["body"]', '["shelf"]')


@pytest.fixture
def broken(url: str) -> str:
    """A store whose catalogue was saved by a program that took it, and is one that this program does not take."""
    store = open_store(url)
    store.save_catalogue(MINE, "甲", "图书室")
    store.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        rows = {"text": BROKEN, "digest": digest(BROKEN)}
        connection.execute(text("UPDATE catalogues SET text = :text, digest = :digest"), rows)
    engine.dispose()
    adopt("")
    return url


def test_it_says_whose_catalogue_is_wrong_and_what_to_do(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CatalogueError) as raised:
        open_store(broken)
    assert "store catalogue" in str(raised.value) and "store catalogue" in str(raised.value.facts["faults"])
    adopt("")
    assert main(["search", "--store", broken, "党员"]) == 1
    told = capsys.readouterr().err
    assert "[reading_rooms.rules 1]" in told and "--take FILE" in told


def test_a_version_is_taken_out_mended_and_taken(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["store", "catalogue", "--store", broken]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert row["version"] == 1 and row["who"] == "甲" and "shelf" in row["faults"][0]
    assert main(["store", "catalogue", "--store", broken, "--version", "1"]) == 0
    shown = capsys.readouterr().out
    assert shown == BROKEN
    file = tmp_path / "mended.toml"
    file.write_text(shown.replace("shelf", "body"), encoding="utf-8-sig")
    assert main(["store", "catalogue", "--store", broken, "--take", str(file)]) == 0
    store = open_store(broken)
    assert [(each.number, each.text) for each in store.catalogues()] == [(2, MINE), (1, BROKEN)]
    store.close()


@pytest.mark.parametrize(
    ("given", "said"),
    [(BROKEN.encode(), "shelf"), ("新建".encode("gb18030"), "UTF-8"), (None, "does not exist")],
)
def test_what_cannot_be_taken_changes_nothing(
    broken: str, tmp_path: Path, given: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.toml"
    if given is not None:
        file.write_bytes(given)
    assert main(["store", "catalogue", "--store", broken, "--take", str(file)]) == 1
    assert said in capsys.readouterr().err
    assert main(["store", "catalogue", "--store", broken, "--version", "2"]) == 1


def test_an_empty_file_is_none_beside_the_built_in_one(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    file.write_text("")
    assert main(["store", "catalogue", "--store", broken, "--take", str(file)]) == 0
    store = open_store(broken)
    assert store.catalogues()[0].text == ""
    store.close()
