"""Compiles the engine's hot modules ahead of time with mypyc: `make native`.

    python .ci/native.py FOLDER [--quick]

FOLDER receives the binaries, and the checksums of the sources that they were made of (see extract/native.py). GCC
compiles twice: the first binaries read the seeds and count which way the code goes, and the second ones are laid out
for that, which makes them some 5 % faster. With `--quick` the C compiler does not optimise, which takes an eighth of
the time. Needs requirements-native.txt and a C compiler with Python's headers.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["SHUCHU_NATIVE"] = "off"

from extract.native import SUMS, TOGETHER, VARIABLE, binaries, fits  # noqa: E402 (the path comes first)
from extract.version import engine_files  # noqa: E402

HOT = (
    *("bounds", "clean", "lines", "models", "numerals", "pipeline", "plain", "quantities", "reasons", "segment"),
    *("spans", "spellings", "words", "attribution/*", "load/front", "tables/*"),
    *(f"catalogue/{name}" for name in ("gate", "gazetteer", "lexicon", "needles", "rules", "starts", "units")),
)
"""What a document is read with; what is loaded once gains nothing."""

COUNTING = ["-fprofile-generate"]
COUNTED = ["-fprofile-use", "-fprofile-correction", "-Wno-missing-profile"]
TRAINING = """
import sys
from pathlib import Path
from extract.load import document
from extract.pipeline import extract
for path in sys.argv[1:] * 20:
    extract(document("seed", Path(path).read_bytes()))
"""
"""What the first binaries are counted with: often enough that loading counts for little."""

NO_ALIAS = r"(?!TypeVar\(|(?:Callable|Literal|dict|list|tuple)\[)"
CONSTANT = re.compile(rf"^(_?[A-Z][A-Z0-9_]*)(?:: ([^=\n]+))? = {NO_ALIAS}", re.M)
CHANGED = re.compile(r"^(_?[A-Z][A-Z0-9_]*) \S= ", re.M)
DRAFT = re.compile(r"\b(Figure|Quantity)Draft\(")
BISECT = re.compile(r"^from bisect import (\w+)$", re.M)
FUTURE = "from __future__ import annotations\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--quick", action="store_true")
    asked = options.parse_args()
    if lacking := _lacking():
        sys.exit(f"{lacking} The engine goes on as pure Python.")
    if fits(asked.folder) and binaries(asked.folder):
        return
    print("Compiling the engine (two or three minutes) …", file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        built = Path(work) / "built"
        _build(Path(work), built, quick=asked.quick)
        shutil.rmtree(asked.folder, ignore_errors=True)
        asked.folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, asked.folder)


def _lacking() -> str:
    """What is not there and cannot be done without; “” where all is."""
    compiler = _command("CC")[0]
    if not shutil.which(compiler):
        return f"There is no C compiler ({compiler}; Debian: apt install gcc)."
    header = Path(sysconfig.get_path("include")) / "Python.h"
    return "" if header.exists() else f"{header} is missing (Debian: apt install python3-dev)."


def _build(work: Path, built: Path, quick: bool) -> None:
    shutil.copytree(ROOT / "extract", work / "extract", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", work)
    sums = "".join(f"{sha256((ROOT / name).read_bytes()).hexdigest()}  {name}\n" for name in _sources())
    with chdir(work):
        modules = sorted(
            str(path) for each in HOT for path in Path("extract").glob(f"{each}.py") if path.name != "__init__.py"
        )
        for path in map(Path, modules):
            path.write_text(_made_ready(path.read_text(encoding="utf-8")), encoding="utf-8")
        extensions = _translated(modules, quick)
        counted = not quick and _is_gcc()
        for extension in extensions:
            _compile(extension, built, COUNTING if counted else [])
        (built / SUMS).write_text(sums, encoding="utf-8")
        if counted:
            _run([sys.executable, "-c", TRAINING, *map(str, sorted((ROOT / "seeds").glob("*.txt")))], built)
            for extension in extensions:
                _compile(extension, built, COUNTED)


def _is_gcc() -> bool:
    """Whether the compiler is GCC, which keeps its counts beside its objects."""
    told = subprocess.run([*_command("CC"), "--version"], capture_output=True, text=True, check=False).stdout
    return "Free Software Foundation" in told


def _sources() -> list[str]:
    """The modules that have a say in how a document is read, compiled or not."""
    return [path.relative_to(ROOT).as_posix() for path in engine_files() if path.suffix == ".py"]


def _made_ready(text: str) -> str:
    """A module as mypyc makes the most of it; every line stays in its place.

    What a checker of types is told instead of what is done holds here: drafts are what they are drafts of, and are
    called by its name, since only a class is made without a dictionary of what it is given.
    """
    text = DRAFT.sub(r"\1(", _settled(_bound(_constructed(text))).replace("if TYPE_CHECKING:", "if True:"))
    return text.replace(", strict=True)", ")")  # a plain zip is a loop, one with a keyword is called


def _settled(text: str) -> str:
    """The module's constants marked as final, which spares a look-up by name at each use."""
    changed = set(CHANGED.findall(text))

    def final(match: re.Match[str]) -> str:
        name, kind = match.groups()
        return match[0] if name in changed else f"{name}: Final[{kind}] = " if kind else f"{name}: Final = "

    return CONSTANT.sub(final, text).replace(FUTURE, f"{FUTURE.rstrip()}; from typing import Final\n", 1)


def _bound(text: str) -> str:
    """What is called by a name that could be given to something else, called by a final one: it is not looked up."""
    lines = BISECT.sub(r"from bisect import \1 as found_\1; \1: Final = found_\1", text).split("\n")
    for node in ast.parse(text).body:
        told = " ".join(map(ast.unparse, getattr(node, "decorator_list", ())))
        if isinstance(node, ast.FunctionDef) and "cache" in told:
            place, behind = node.lineno - 1, node.end_lineno or 0
            lines[place] = lines[place].replace(f"def {node.name}(", f"def made_{node.name}(", 1)
            lines[behind : behind + 1] = [f"{node.name}: Final = made_{node.name}"]
    return "\n".join(lines)


def _constructed(text: str) -> str:
    """Each dataclass with a constructor that can be compiled: the one that it would make itself is interpreted."""
    lines = text.split("\n")
    for node in ast.parse(text).body:
        told = " ".join(map(ast.unparse, getattr(node, "decorator_list", ())))
        if isinstance(node, ast.ClassDef) and "dataclass" in told:
            fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            behind = fields[-1].end_lineno or 0
            if "field(" not in ast.unparse(node) and not lines[behind]:
                lines[behind] = _constructor(fields) + ("  # type: ignore[misc]" if "frozen=True" in told else "")
    return "\n".join(lines)


def _constructor(fields: list[ast.AnnAssign]) -> str:
    given = ", ".join(ast.unparse(each).replace("\n", "") for each in fields)
    names = [ast.unparse(each.target) for each in fields]
    body = "; ".join(f"self.{name} = {name}" for name in names)
    return f"    def __init__(self, {given}) -> None: {body}"


def _translated(modules: list[str], quick: bool) -> list[Any]:
    """The modules in C, as extensions that can be compiled."""
    from mypyc.build import mypycify  # needs a moment, and what requirements-native.txt brings

    name = TOGETHER.removesuffix("__mypyc")
    level = "0" if quick else "3"
    told = io.StringIO()  # how each comprehension is compiled, and, where something cannot be, what
    try:
        with redirect_stdout(told), redirect_stderr(told):
            found: list[Any] = mypycify(modules, opt_level=level, debug_level="0", multi_file=True, group_name=name)
    except SystemExit:
        sys.exit(told.getvalue())
    return found


def _compile(extension: Any, built: Path, more: list[str]) -> None:
    """One binary of the C files of an extension, several of which are compiled at a time; with `more` options."""
    folders = {*extension.include_dirs, sysconfig.get_path("include"), sysconfig.get_path("platinclude")}
    flags = [
        *_command("CFLAGS"),
        "-fvisibility=hidden",
        *_command("CCSHARED"),
        *(f"-I{each}" for each in sorted(folders)),
        *more,
    ]

    def compiled(source: str) -> str:
        into = f"{source}.{extension.name}.o"
        _run([*_command("CC"), *flags, "-c", source, "-o", into, *extension.extra_compile_args])
        return into

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compiled, extension.sources))
    binary = built / (extension.name.replace(".", "/") + sysconfig.get_config_var("EXT_SUFFIX"))
    binary.parent.mkdir(parents=True, exist_ok=True)
    _run([*_command("LDSHARED"), *objects, *more[:1], "-o", str(binary)])


def _command(variable: str) -> list[str]:
    """A command or its options, as this Python was built with."""
    return shlex.split(sysconfig.get_config_var(variable) or "cc" * (variable == "CC"))


def _run(command: list[str], native: Path | None = None) -> None:
    """Runs a command, from the checkout and with the binaries in `native` where it is a Python of ours."""
    where: dict[str, Any] = {"cwd": ROOT, "env": {**os.environ, VARIABLE: str(native)}} if native else {}
    done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    if done.returncode:
        sys.exit(f"{shlex.join(command)}\n{done.stderr}")


if __name__ == "__main__":
    main()
