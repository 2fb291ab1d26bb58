"""Chinese words: jieba, with the catalogue's own words added, loaded when the first sentence needs it."""

from __future__ import annotations

import logging
import os
import tomllib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extract import catalogue


@cache
def _tokenizer() -> Any:
    """A tokenizer of our own, so that words added here do not leak into other users of jieba."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it looks for a part of setuptools that newer ones tell is going
        import jieba  # half a second, and only documents with figures need it

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with _cache() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    for word in sorted(vocabulary()):
        tokenizer.add_word(word)
    return tokenizer


@contextmanager
def _cache() -> Iterator[str]:
    """A folder of this user's for jieba's own cache, which is not to be read from a folder that all may write to."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "shuchu"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except (OSError, RuntimeError):  # no home, or one that cannot be written to
        writable = False
    if writable:
        yield str(folder)
        return
    with TemporaryDirectory() as own:
        yield own


@cache
def vocabulary() -> frozenset[str]:
    """The words of vocabulary.toml: terms of the field that a general dictionary cuts apart."""
    path = Path(catalogue.__file__).parent / "vocabulary.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(word for words in table.values() for word in words)


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """The words of a short stretch of text; joined they are the text again."""
    return tuple(_tokenizer().cut(text))


@cache
def _tagger() -> Any:
    tokenizer = _tokenizer()
    import jieba.posseg  # a second, and only the concepts of figures need it

    return jieba.posseg.POSTokenizer(tokenizer)


@lru_cache(maxsize=1024)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a short stretch of text with jieba's part of speech; the field's own terms are nouns."""
    pairs = ((pair.word, pair.flag) for pair in _tagger().cut(text))
    return tuple((word, "n" if flag == "x" and word in vocabulary() else flag) for word, flag in pairs)


def boundaries(text: str) -> frozenset[int]:
    """The positions in `text` at which a word begins, its end included."""
    found, position = {0}, 0
    for word in cut(text):
        position += len(word)
        found.add(position)
    return frozenset(found)


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_tokenizer().FREQ.get(text))
