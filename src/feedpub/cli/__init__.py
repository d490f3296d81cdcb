"""Run the command line: parse, call, print, and nothing else."""

import os
from importlib import import_module
from typing import Any, Final

import click

from feedpub import __version__
from feedpub.cli._group import Group
from feedpub.pipeline import signals

_COMMANDS: Final = (
    "init",
    "new",
    "build",
    "serve",
    "inspect",
    "validate",
    "ping",
    "ids",
    "schema",
)


class _Lazy(Group):
    """A group of commands, each imported when it is used: most import what others do not need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names of all commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"feedpub.cli._{cmd_name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command until it ends or is told to end; tell people of what ended it.

        This is the one place that knows how: a command raises what it can't go on with.
        """
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            ctx.color = False
        try:
            with signals.obey():
                return super().invoke(ctx)
        except Exception as error:
            # Not above: `feedpub --version` imports click and nothing else.
            from feedpub.cli import _talk as talk  # noqa: PLC0415

            talk.end_with(error, ctx)
            raise  # what nobody has foreseen, with all that helps to find it


@click.group(
    cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96}
)
@click.version_option(__version__, prog_name="feedpub")
def main() -> None:
    """Turn a folder of front-matter documents into feeds that any reader accepts.

    \b
    A project is a folder with
      seeds/           documents: .md .markdown .html .htm .txt, with front matter
      feeds/site.toml  the site: its address, title, language… (optional)
      feeds/NAME.toml  one more feed each, or a change of one that there is
      out/             what `feedpub build` makes: serve it with any static host
    Other folders than seeds/ and out/ stand in feeds/site.toml, as a blog has them.

    \b
    For example:
      feedpub build
      feedpub build --project blog --site-url https://feeds.example.org/
      feedpub serve
      feedpub validate --strict

    \b
    Every command has its own help, with examples: feedpub build --help
    Completion in the shell (bash, zsh, fish), for ~/.bashrc and its like:
      eval "$(_FEEDPUB_COMPLETE=bash_source feedpub)"
    """
