"""Pages write only for somebody who may: every way to a writing method of the store is `access.writer`."""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path

from extract.store import Store

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "pages").rglob("*.py"))

DERIVED = {
    ("first_run.py", "add"): "the documents of the project, into an empty store",
    ("queue.py", "examine"): "what is in doubt, as told from what the store has; nobody's word",
}
"""What a page writes whoever visits it, and why that is nobody's decision."""


def writing() -> set[str]:
    """The methods of Store whose body begins a writing transaction, or that call one which does."""
    bodies = {
        name: ast.parse(textwrap.dedent(inspect.getsource(method)))
        for name, method in inspect.getmembers(Store, inspect.isfunction)
    }
    found = {"_writing", "_writer"}
    while True:
        more = {name for name, body in bodies.items() if found & set(_attributes(body))} | found
        if more == found:
            return {name for name in found if not name.startswith("_")} | {"restore"}
        found = more


def _attributes(tree: ast.AST) -> list[str]:
    return [each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)]


def is_open(value: ast.expr, own: set[str]) -> bool:
    """Whether an expression is the store as anybody gets it: data.store(), or a name that is not from access.writer."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Attribute | ast.Name) and "store" in ast.unparse(value.func)
    return isinstance(value, ast.Name) and "store" in value.id and value.id not in own


def given(function: ast.AST) -> set[str]:
    """The names that a function has from access.writer."""
    return {
        name.id
        for each in ast.walk(function)
        if isinstance(each, ast.Assign) and ast.unparse(each.value).startswith("access.writer(")
        for target in each.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }


def offences(source: str, methods: set[str]) -> list[str]:
    """The writing methods that a module calls on a store which anybody gets."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            own = given(function)
            found += [
                each.func.attr
                for each in ast.walk(function)
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)
                and each.func.attr in methods and is_open(each.func.value, own)
            ]  # fmt: skip
    return found


def test_the_writing_methods_are_known() -> None:
    assert {"add", "add_all", "remove", "begin", "finish", "note", "undo", "give", "decide", "revert", "freeze", "examine"} <= writing()
    assert not {"documents", "figures", "queue", "version", "moment", "backup"} & writing()


def test_a_page_that_writes_for_anybody_would_be_found() -> None:
    assert offences("def f():\n data.store().decide('x', [])", writing()) == ["decide"]
    assert offences("def f():\n store = data.store()\n store.decide('x', [])", writing()) == ["decide"]
    assert offences("def f():\n store, who = access.writer('decide')\n store.decide(who, [])", writing()) == []
    assert offences("def f():\n data.store().figures()", writing()) == []


def test_pages_write_only_for_somebody_who_may() -> None:
    methods = writing()
    found = {(path.name, name) for path in PAGES for name in offences(path.read_text(encoding="utf-8"), methods)}
    assert found == set(DERIVED)


def test_imports_are_begun_only_by_curators() -> None:
    """The manager writes, too: whoever lets it begin or stop something has it from uploads.curator()."""
    acting = {"bring", "edit", "undo", "cancel"}
    for path in PAGES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for each in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in acting:
                    assert "manager()" not in ast.unparse(each.func.value), f"{path.name}: {ast.unparse(each)}"
