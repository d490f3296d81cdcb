"""The command line: parse, call, print; nothing else."""

import click

from feedpub import __version__
from feedpub.cli._build import build_command
from feedpub.cli._ids import ids_command
from feedpub.cli._ping import ping_command
from feedpub.cli._schema import schema_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(__version__, prog_name="feedpub")
def main() -> None:
    """Turn a folder of front-matter documents into feeds that any reader accepts.

    \b
    A project is a folder with
      seeds/           documents: .md .markdown .html .htm .txt, with front matter
      feeds/site.toml  the site: its address, title, language… (optional)
      out/             what `feedpub build` makes: serve it with any static host

    \b
    For example:
      feedpub build
      feedpub build --project blog --site-url https://feeds.example.org/
    """


for command in (build_command, ping_command, ids_command, schema_command):
    main.add_command(command)
