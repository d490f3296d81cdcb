"""Make the man page out of the commands: what their help says, in the language of man pages."""

import inspect
import re
from collections.abc import Iterator

import click

_BLOCK = re.compile(r"\n\s*\n")


def page(group: click.Group) -> str:
    """Return ``feedpub.1``, in groff's man macros."""
    context = click.Context(group, info_name="feedpub", **group.context_settings)
    lines = [
        '.TH FEEDPUB 1 "" feedpub "User Commands"',
        ".SH NAME",
        f"feedpub \\- {_text(group.get_short_help_str(200)).rstrip('.')}",
        ".SH SYNOPSIS",
        ".B feedpub",
        "[OPTIONS] COMMAND [ARGS]...",
        ".SH DESCRIPTION",
        *_paragraphs(group.help),
        *_options(group, context),
        ".SH COMMANDS",
        *_commands(group, context),
        ".SH FILES",
        ".TP",
        "feeds/site.toml",
        "the configuration of a project",
        ".TP",
        "feeds/NAME.toml",
        "one more feed each, or a change of one that there is",
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f".SS {_text(inner.command_path)} {_text(usage)}"
        yield from _paragraphs(command.help)
        yield from _options(command, inner)
        yield from _paragraphs(command.epilog)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1]:  # some versions of click list arguments, with nothing to say
            yield ".TP"
            yield f".B {_text(record[0])}"
            yield _text(record[1])


def _paragraphs(text: str | None) -> Iterator[str]:
    """Yield the paragraphs of a help text; one that begins with a backspace keeps its lines."""
    for block in _BLOCK.split(inspect.cleandoc(text or "")):
        if block.startswith("\b"):
            yield from (".PP", ".nf", *map(_text, block.splitlines()[1:]), ".fi")
        elif block.strip():
            yield from (".PP", _text(" ".join(block.split())))


def _text(written: str) -> str:
    """Return a text in which no character means anything to groff."""
    escaped = written.replace("\\", "\\e").replace("-", "\\-")
    shown = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in escaped)
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown
