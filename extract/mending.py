"""The command `store catalogue`: the versions of the catalogue that a store keeps, and another one in their place."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from extract.access import local
from extract.errors import StoreError
from extract.load import read_bytes
from extract.messages import in_chinese, word
from extract.output import as_json
from extract.run import complain


def catalogue(arguments: argparse.Namespace) -> int:
    """List the versions, show one, or take another; this needs no store that can be opened."""
    from extract.store import place
    from extract.store.kept import kept_catalogue

    with kept_catalogue(place(arguments.store)) as found:
        if arguments.take:
            taken = found.take(_text(arguments.take), local().id, arguments.take.name)
            complain(word("catalogue_taken", in_chinese()).format(number=taken.number))
        elif arguments.number is not None:
            sys.stdout.write(found.version(arguments.number).text)
        else:
            _list(found)
    return 0


def _text(path: Path) -> str:
    """The words of a file; raises SourceError and StoreError."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreError("not_utf8", f"“{path}” is not UTF-8: save it as UTF-8.", file=str(path)) from error


def _list(found: Any) -> None:
    """One JSON object a version, the newest first."""
    from extract.store.kept import faults_of

    for each in found.versions():
        row = {"version": each.number, "who": each.who, "at": each.at, "why": each.why, "indicator": each.indicator}
        faults = [fault.told(in_chinese()) for fault in faults_of(each)]
        sys.stdout.write(as_json({**row, "characters": len(each.text), "faults": faults}) + "\n")
