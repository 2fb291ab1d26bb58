"""What every page needs is loaded before the first visitor comes, and set aside from the search for garbage.

Streamlit searches all of the memory for garbage after every click. Catalogue, gazetteer and modules are some
hundred thousand objects that never become any: searching them took a third of the time of a click.
"""

from __future__ import annotations

import gc
import importlib
from contextlib import suppress

from extract.catalogue import catalogue
from extract.catalogue.gazetteer import gazetteer
from extract.errors import CatalogueError

LATER = ("app", "plotly.graph_objects", "extract.draft", "extract.exporting")
"""Modules that pages would load when they are first opened."""


def up() -> None:
    """Load them, and let nobody look through them again. A broken catalogue is told by the pages, not here."""
    for name in LATER:
        importlib.import_module(name)
    with suppress(CatalogueError):
        catalogue()
        gazetteer()
    gc.collect()
    gc.freeze()
