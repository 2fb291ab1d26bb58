"""Chinese words: jieba, with the catalogue's own words added, loaded when the first sentence needs it."""

from __future__ import annotations

import logging
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extract import catalogue


@cache
def _tokenizer() -> Any:
    """A tokenizer of our own, so that words added here do not leak into other users of jieba."""
    import jieba  # half a second, and only documents with figures need it

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in sorted(vocabulary()):
        tokenizer.add_word(word)
    return tokenizer


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
    import jieba.posseg  # a second, and only the concepts of figures need it

    return jieba.posseg.POSTokenizer(_tokenizer())


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
