"""A store's connections, and its errors as sentences; what all parts of `Store` rest on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from extract.errors import StoreError
from extract.store.opening import away, is_away, is_locked
from extract.version import engine_version


class Connected:
    """Reads and writes in transactions; whatever goes wrong in one is a StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def close(self) -> None:
        """Give up the connections. The store can still be used and then opens new ones."""
        self._engine.dispose()

    @staticmethod
    def _reader() -> str:
        """The version of the engine that reads now; what another one has read is to be read anew."""
        return engine_version()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plain_errors(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, lasting: bool = False) -> Iterator[Connection]:
        writer = self._writer.execution_options(lasting=True) if lasting else self._writer
        with plain_errors(self._engine), writer.begin() as connection:
            yield connection


@contextmanager
def plain_errors(engine: Engine) -> Iterator[None]:
    """Raises StoreError for what a database or the disk says."""
    try:
        yield
    except (IntegrityError, DataError, UnicodeError) as error:
        reason = _reason(error)
        message = f"The store {_shown(engine)} does not take this document: {reason}. Please report this with its file."
        raise StoreError("store_refused", message, store=_shown(engine), reason=reason) from error
    except (SQLAlchemyError, OSError) as error:
        if is_away(engine, error):
            raise away(engine, error) from error
        if is_locked(error):
            message = f"Another program has been writing to the store {_shown(engine)} for a long while; "
            told = "it may be making all values anew after a change of the rules. "
            told += "Nothing was written here: try again in a few minutes."
            raise StoreError("store_busy", message + told, store=_shown(engine)) from error
        reason = _reason(error)
        message = f"The store {_shown(engine)} cannot be used: {reason}. Check that it is reachable and not damaged."
        raise StoreError("store_broken", message, store=_shown(engine), reason=reason) from error


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
