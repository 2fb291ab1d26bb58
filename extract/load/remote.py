"""Files at addresses: s3://, hdfs://, oss://, http://, memory://, zip://…::…, and all else that fsspec has drivers for.

An address may hold a password or a key. It is read with them and never shown with them: `Address` says itself without,
and so does every reason that a driver gives.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from extract.errors import SourceError
from extract.load import too_large
from extract.load.limits import limits
from extract.load.sidecar import SIDECARS

_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+(?:::[A-Za-z][\w+.-]+)*://")
_USER = re.compile(r"(?<=//)(?:[^/@\s]*|[^/:@\s\[]+:(?!:|\d{1,5}(?:/|$))\S*)@")
_KEYED = re.compile(r"([?&;][^=&\s]*(?:sig|token|key|secret|pass|auth|cred|pwd)[^=&\s]*=)[^&#\s'\")]+", re.IGNORECASE)
_MAGIC = re.compile(r"[*\[]")
_HIDDEN = re.compile(r"(?:^|/)(?:\.|~\$)")

LOCAL = ("file", "local")
WEB = ("http", "https")
SILENCE = {"sock_connect": 20, "sock_read": 60}
"""Seconds after which a web server that does not answer is given up."""

DEEPEST = 20
"""Folders inside each other on a web server, whose listings may lead round in a circle."""

CHUNK = 1 << 20

DRIVERS = {
    **dict.fromkeys(("s3", "s3a"), "s3fs"),
    **dict.fromkeys(("gs", "gcs"), "gcsfs"),
    **dict.fromkeys(("oss",), "ossfs"),
    **dict.fromkeys(("abfs", "abfss", "az", "adl"), "adlfs"),
    **dict.fromkeys(("hdfs", "arrow_hdfs"), "pyarrow"),
    **dict.fromkeys(("webhdfs", "dbfs", "github"), "requests"),
    **dict.fromkeys(("sftp", "ssh"), "paramiko"),
    **dict.fromkeys(("smb",), "smbprotocol"),
    **dict.fromkeys(WEB, "aiohttp"),
}
"""The package that brings the driver of a protocol; none of them but that of the web comes with the program."""


@dataclass(frozen=True, slots=True)
class Address:
    """A file, a folder or a pattern at an address; `str` is the address without what must stay secret.

    `path` is where the file stands in the file system of `url`, “” where the address itself says so. `sidecar` is
    the path of a file beside it, `size` its bytes where they are known, `data` those that were fetched already.
    """

    url: str = field(repr=False)
    path: str = field(default="", repr=False)
    sidecar: str = field(default="", repr=False)
    size: int | None = None
    data: bytes | None = field(default=None, repr=False)

    def __str__(self) -> str:
        if not self.path or self.protocol in WEB:
            return plain(self.path or self.url)
        head, _, rest = self.url.partition("::")
        host, path = urlsplit(head).netloc, self.path.lstrip("/")
        inside = path if rest or path.startswith(host) else f"{host}/{path}"
        return plain(f"{self.protocol}://{inside}" + (f"::{rest}" if rest else ""))

    @property
    def protocol(self) -> str:
        return re.split(r"::|://", self.url, maxsplit=1)[0].lower()

    @property
    def name(self) -> str:
        """The file's name; that of the machine where there is none."""
        return self._last or plain(f"//{urlsplit(self.url).netloc}")[2:] or "address"

    @property
    def stem(self) -> str:
        return PurePosixPath(self._last).stem or self.name

    @property
    def _last(self) -> str:
        words = self.path or self.url.partition("::")[0]
        if self.protocol in WEB:
            words = unquote(urlsplit(words).path)
        return PurePosixPath(words if self.path else words.partition("://")[2] or words).name

    @property
    def shared(self) -> bool:
        """Whether other processes read the same file at it."""
        return "memory" not in re.split(r"::|://", self.url.lower())


def named(text: str) -> Path | Address:
    """What a person has named: a file of this machine, or one at an address."""
    if not _ADDRESS.match(text):
        return Path(text)
    found = Address(text)
    if found.protocol not in LOCAL or "::" in text:
        return found
    path = text.partition("://")[2]
    return Path(path if Path(path).exists() else unquote(path))


def plain(words: str) -> str:
    """Words without the names, passwords and keys that addresses in them may hold."""
    return _KEYED.sub(r"\1…", _USER.sub("", words)).encode(errors="replace").decode()


def expanded(address: Address, endings: tuple[str, ...], recursive: bool = False) -> Iterator[Address]:
    """The files that an address stands for; raises SourceError where it cannot be looked at.

    A pattern stands for the files that it matches, a folder for those below it that have one of the `endings`. On
    the web, where a page may be a document, it is a folder only where that is said (`recursive`).
    """
    web = address.protocol in WEB
    with _told(address):
        files, path = _files(address)
        if _MAGIC.search(path) and not (not web and files.exists(path)):
            found = files.glob(path, detail=True)
            below = [each for each in found if found[each]["type"] == "directory" and not web]
            for each in below:
                found |= {name: info for name, info in files.find(each, detail=True).items() if _is_one(name, endings)}
            parents = {} if web else dict.fromkeys(path.rpartition("/")[0] for path in found)
            beside = (name for parent in parents for name in files.ls(parent, detail=False))
            yield from _listed(address, found, "", set(beside))
        elif recursive if web else files.isdir(path):
            known = files.find(path, detail=True, **({"maxdepth": DEEPEST} if web else {}))
            found = {name: info for name, info in known.items() if _is_one(name, endings)}
            yield from _listed(address, found, path, known)
        else:
            near = [] if web else [each for each in _sidecars(path) if files.exists(each)]
            yield Address(address.url, "", _beside(path, near))


def _is_one(path: str, endings: tuple[str, ...]) -> bool:
    return path.partition("?")[0].lower().endswith(endings)


def _listed(address: Address, found: dict[str, Any], root: str, beside: Collection[str]) -> Iterator[Address]:
    for path in sorted(found):
        hidden = _HIDDEN.search(path.removeprefix(root)) or path.lower().endswith(SIDECARS)
        if found[path]["type"] == "file" and not hidden:
            yield Address(address.url, path, _beside(path, beside), found[path].get("size"))


def _sidecars(path: str) -> Iterator[str]:
    """Where a file beside one would stand, as `beside` looks for those of this machine."""
    parent, slash, name = path.rpartition("/")
    stem = PurePosixPath(name).stem
    return (f"{parent}{slash}{each}{ending}" for ending in SIDECARS for each in (name, stem))


def _beside(path: str, there: Collection[str]) -> str:
    return next((each for each in _sidecars(path) if each in there), "")


def fetch(address: Address, limit: int | None = None, sidecar: bool = False) -> bytes:
    """The bytes at an address, or of the file beside it, never more than `limit` (that of one document).

    Raises SourceError with the code missing, too_large, unreachable, out_of_time or no_driver.
    """
    if address.data is not None and not sidecar:
        return address.data
    pieces: list[bytes] = []
    for piece in _pieces(address, limits().bytes if limit is None else limit, sidecar):
        pieces.append(piece)
    return b"".join(pieces)


def fetch_to(address: Address, target: BinaryIO, limit: int) -> None:
    """Write what is at an address to a file; errors as in `fetch`."""
    for piece in _pieces(address, limit, False):
        target.write(piece)


def _pieces(address: Address, most: int, sidecar: bool) -> Iterator[bytes]:
    """The bytes piece by piece; the size is asked for first, and what is sent is counted, whatever was said."""
    begun, got = time.monotonic(), 0
    with _told(address):
        files, path = _files(address)
        path = address.sidecar if sidecar else path
        size = files.info(path).get("size")
        if size is not None and size > most:
            raise too_large(address.name, size, most)
        streamed: dict[str, Any] = {"block_size": 0, "size": size} if address.protocol in WEB else {}
        with files.open(path, "rb", **streamed) as stream:
            while piece := stream.read(min(CHUNK, most + 1 - got)):
                got += len(piece)
                if got > most:
                    raise too_large(address.name, got, most)
                if time.monotonic() - begun > limits().seconds:
                    raise _slow(address)
                yield piece
        if size is not None and got < size:
            raise ConnectionError(f"{got:,} of {size:,} bytes came")


def _files(address: Address) -> tuple[Any, str]:
    """The file system of an address, and the path of the file in it."""
    from fsspec.core import url_to_fs

    options: dict[str, Any] = {}
    if address.protocol in WEB and "::" not in address.url:
        from aiohttp import ClientTimeout

        options["client_kwargs"] = {"timeout": ClientTimeout(total=None, **SILENCE), "trust_env": True}
    files, path = url_to_fs(address.url, **options)
    return files, address.path or path


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """Whatever a driver raises becomes one sentence, without what must stay secret."""
    try:
        yield
    except (SourceError, GeneratorExit):
        raise
    except ImportError as error:
        raise _no_driver(address, error) from None
    except FileNotFoundError as error:
        cause = error.__cause__  # the driver of the web says so of whatever goes wrong
        if cause is not None and getattr(cause, "status", None) not in (404, 410):
            raise _unreachable(address, cause) from None
        message = f"“{address.name}” does not exist: check the path {address}."
        raise SourceError("missing", message, file=address.name, path=str(address)) from None
    except Exception as error:  # a driver may raise anything
        if isinstance(error, ValueError) and "Protocol not known" in str(error):
            raise _no_driver(address, error) from None
        raise _unreachable(address, error) from None


def _unreachable(address: Address, error: BaseException) -> SourceError:
    status = getattr(error, "status", None)
    told = f"{status} {getattr(error, 'message', '')}" if status else getattr(error, "strerror", None) or str(error)
    words = " ".join(str(told).split())
    reason = _without(address, words) or type(error).__name__
    message = (
        f"“{address.name}” could not be fetched from {address} ({reason}): check the address, the connection and your "
        "rights to it, then run the same command again."
    )
    return SourceError("unreachable", message, file=address.name, path=str(address), reason=reason)


def _without(address: Address, words: str) -> str:
    """A driver's words without the secrets of this address, in whatever form it quotes them."""
    head, _, _ = urlsplit(address.url).netloc.rpartition("@")
    secrets: Sequence[str] = [each for part in head.split(":") for each in (part, unquote(part)) if len(each) > 2]
    for secret in secrets:
        words = words.replace(secret, "…")
    return plain(words)[:200]


def _no_driver(address: Address, error: Exception) -> SourceError:
    package = DRIVERS.get(address.protocol)
    facts = {"file": str(address), "protocol": address.protocol, "package": package or ""}
    if package is None:
        message = f"{address} cannot be read: there is no kind of address “{address.protocol}://”. Check how it begins."
        return SourceError("no_protocol", message, **facts)
    message = (
        f"{address} cannot be read without the package {package}: install it beside the program "
        f"(pip install {package}) and run the same command again."
    )
    return SourceError("no_driver", message, **facts)


def _slow(address: Address) -> SourceError:
    seconds = limits().seconds
    message = (
        f"“{address.name}” took longer than {seconds} seconds to fetch and was given up: check the connection, or set "
        "SHUCHU_MAX_SECONDS higher."
    )
    return SourceError("too_slow", message, file=address.name, limit=seconds)
