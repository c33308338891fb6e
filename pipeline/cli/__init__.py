"""The command `tomes`: one command a file, imported only when it is called, so that help comes at once."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import threading
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from pipeline.program import roomy

COMMANDS = {
    "build": "pipeline.cli.build",
    "cache": "pipeline.cli.cache",
    "check": "pipeline.cli.check",
    "doctor": "pipeline.cli.doctor",
    "inspect": "pipeline.cli.inspect",
    "lsp": "pipeline.cli.lsp",
    "new": "pipeline.cli.new",
    "schema": "pipeline.cli.schema",
    "typography": "pipeline.cli.typography",
}


# What the machine refuses, with no fault of ours: rights, room, names, folders that are files.
REFUSALS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBUSY, errno.EIO}
    | {errno.EEXIST, errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}
)


# Libraries that only some commands need, and the extra of this package that brings each (pyproject.toml).
EXTRAS = {"junitparser": "lint", "pygls": "lint", "watchfiles": "lint"}


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")  # open as long as the program runs


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; Ctrl-C leaves with 130, what the machine refuses with 2, each with a sentence."""
        # A stream that was closed for us (`>&-`) is written to nowhere.
        sys.stdout = sys.stdout or _nowhere()
        sys.stderr = sys.stderr or _nowhere()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter is no reason to stop
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            from pipeline.cli.shared import interrupted

            interrupted()
        except OSError as fault:
            if fault.errno not in REFUSALS or isinstance(fault, BrokenPipeError):
                raise
            from pipeline.cli.shared import refused

            refused(fault)
        except ModuleNotFoundError as fault:
            library = (fault.name or "").partition(".")[0]
            if library not in EXTRAS:
                raise
            from pipeline.cli.shared import missing

            missing(library, EXTRAS[library])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; a name that is none is answered with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as fault:
            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{fault.message} Did you mean '{near[0]}'?", ctx) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names, in the order of the help."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands' one-line helps without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


# How long one of our threads works while another waits for its turn, in seconds: a tenth of what is usual. One that
# needs a moment, to hand a picture or a job to what works elsewhere, soon has it.
TURN = 0.0005


def _open_streams() -> None:
    """Open the standard streams that were closed for us, onto nothing.

    Else the next file that is opened would get the number of one, and what any process of ours says would go there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free


@roomy
def program() -> NoReturn:
    """Run `main` as the program that it is, and end at once: taking apart all that a build holds is a fiftieth of it.

    What was written is flushed, and threads that must end have ended. A fault of ours ends with its traceback.
    """
    _open_streams()
    sys.setswitchinterval(TURN)
    code: object = 0
    try:
        main()
    except SystemExit as left:
        code = left.code
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed for us
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


# Beside COMMANDS, because reading them from the commands would import every one of them.
SUMMARIES = {
    "build": "Build the volumes: EPUB, PDF, cover.",
    "cache": "Say how much is kept from one build to the next, or remove it.",
    "check": "Find what is wrong in the manuscript, and mend it.",
    "doctor": "Say what this machine has and what it lacks.",
    "inspect": "Say what a finished EPUB or PDF holds, and what is wrong with it.",
    "lsp": "Show what is wrong while typing, in a text editor (language server).",
    "new": "Start a book.",
    "schema": "Print the JSON Schema of a file of the book.",
    "typography": "List what typesetting changes in the texts.",
}


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tomes", prog_name="tomes")
def main(**_: Any) -> None:
    """Turn a plain-text manuscript into finished books.

    \b
    Start a book:            tomes new mon-livre && cd mon-livre
    Find what is wrong:      tomes check
    Build everything:        tomes build
    Only one tome's EPUB:    tomes build tome-1 --edition epub
    Look into a file:        tomes inspect dist/tome-1/*.epub
    """
