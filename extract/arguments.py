"""What the commands of the command line take, and what their help says."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path
from typing import Any

from extract import __version__, export, keeping
from extract.chosen import VARIABLE
from extract.load.remote import named
from extract.messages import in_chinese, word
from extract.output import CELL_FORMATS, FIGURE_FORMATS
from extract.run import KNOWN, MANY

COMMANDS = ("figures", "panel", "explain", "concepts", "diff", *keeping.COMMANDS, "export", "catalogue")
READING = ("figures", "panel", "concepts", "import")


def _format(choices: Collection[str]) -> dict[str, Any]:
    first = next(iter(choices))
    return {"choices": choices, "default": first, "help": f"default: {first}"}


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)


PATHS = {"nargs": "+", "type": named, "metavar": "PATH_OR_URL"}
WORKERS = {"type": _positive, "metavar": "N"}
PATHS_HELP = (
    f"a file, a folder (all {KNOWN} files below it), a pattern, each of these also at an address (s3://, hdfs://, "
    "https:// …), or - for standard input"
)
WORKERS_HELP = f"processes; default: 1 below {MANY} files, else one for each processor"
DIFF_HELP = "what `figures` has printed, JSON lines; - is standard input"
MINE = {"action": "append", "type": Path, "metavar": "FILE", "default": []}
MINE_HELP = f"a catalogue of your own beside the built-in one, after those of ${VARIABLE}; may be repeated"
CHECK = {"nargs": "?", "choices": ["check"], "help": "run the examples and say which pass"}
CHECKED_HELP = "catalogues of your own; none stands for the whole catalogue"

TOLD = {"--manifest": "manifest_help", "--scheduler": "scheduler_help", "--recursive": "recursive_help"}
"""Arguments whose help is in the language of the person at the terminal, and its key."""

EITHER = ("--workers", "--scheduler")
"""Arguments of which a command takes one: where documents are read."""

ARGUMENTS: list[tuple[str, str, dict[str, Any]]] = [
    ("explain", "text", {"metavar": "TEXT", "help": "a sentence or more; - reads standard input"}),
    ("figures", "--format", _format(FIGURE_FORMATS)),
    ("panel", "--format", _format(CELL_FORMATS)),
    *keeping.ARGUMENTS,
    *export.ARGUMENTS,
    ("concepts", "--top", {"type": _positive, "metavar": "N", "default": 20, "help": "so many; default: 20"}),
    *((name, "--json", {"action": "store_true", "help": "JSON instead of text"}) for name in ("concepts", "diff")),
    *(("diff", name, {"type": Path, "metavar": name.upper(), "help": DIFF_HELP}) for name in ("old", "new")),
    *((name, "path", {**PATHS, "help": PATHS_HELP}) for name in READING),
    *((name, "--workers", {**WORKERS, "help": WORKERS_HELP}) for name in (*READING, "refresh")),
    *((name, "--scheduler", {"metavar": "ADDRESS"}) for name in (*READING, "refresh")),
    *((name, "--manifest", {"type": named, "metavar": "FILE"}) for name in READING),
    *((name, "--recursive", {"action": "store_true"}) for name in READING),
    ("catalogue", "action", CHECK),
    ("catalogue", "file", {"nargs": "*", "type": Path, "metavar": "FILE", "help": CHECKED_HELP}),
    *((name, "--catalogue", {**MINE, "help": MINE_HELP}) for name in COMMANDS),
]


def parser() -> argparse.ArgumentParser:
    """The parser of a whole command line, its help in the language of the person at the terminal."""
    made = argparse.ArgumentParser("python -m extract", description=word("about", in_chinese()))
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    told = {name: word(f"{name}_help", in_chinese()) for name in COMMANDS}
    each = {name: commands.add_parser(name, help=help, description=help) for name, help in told.items()}
    either = {name: each[name].add_mutually_exclusive_group() for name in (*READING, "refresh")}
    for name, argument, settings in ARGUMENTS:
        if argument in TOLD:
            settings = settings | {"help": word(TOLD[argument], in_chinese())}
        (either if argument in EITHER else each)[name].add_argument(argument, **settings)
    return made
