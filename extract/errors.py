"""What can go wrong, each with one plain sentence that says what to do.

    ExtractError
    ├── SourceError      a file cannot be read as a document (the batch goes on)
    ├── CatalogueError   an entry of the catalogue is broken (names file, line and entry)
    ├── StoreError       the store cannot be opened, read or written
    ├── ClusterError     the workers behind a scheduler cannot be had, or are not those of this program
    ├── ExportError      nothing to export, or the format or the disk does not take it
    ├── DecisionError    a decision cannot be taken as it was asked for
    └── AccessError      somebody may not do this, or roles are not set up
"""

from __future__ import annotations


class ExtractError(Exception):
    """Base of every error that is meant for a person.

    `code` names the sentence in the word tables of the interface (``error.<code>``) and
    `facts` fills its blanks; ``str(error)`` is the English sentence.
    """

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = code
        self.facts = facts


class SourceError(ExtractError):
    """A file cannot be read as a document."""


class CatalogueError(ExtractError):
    """An entry of the catalogue is broken."""


class StoreError(ExtractError):
    """The store cannot be opened, read or written."""


class ClusterError(ExtractError):
    """The workers behind a scheduler cannot be had, or do not read as this program does."""


class ExportError(ExtractError):
    """There is nothing to export, or the format or the disk does not take it."""


class DecisionError(ExtractError):
    """A decision cannot be taken as it was asked for."""


class AccessError(ExtractError):
    """Somebody's role does not allow what they ask for, or who may do what is not set up."""
