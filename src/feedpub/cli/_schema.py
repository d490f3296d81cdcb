"""``feedpub schema``."""

import click

from feedpub import config, messages
from feedpub.cli._talk import say_as_it_is


@click.command("schema", short_help="Print the JSON Schema of the configuration.")
@click.argument("name", type=click.Choice(["site", "feed"]))
def schema_command(name: str) -> None:
    """Print the JSON Schema of feeds/site.toml (site) or of feeds/NAME.toml (feed).

    Editors complete and check the files with it: save it, and name it in the first line of
    the file, as `#:schema feed.schema.json`.

    \b
    For example:
      feedpub schema site
      feedpub schema feed > feeds/feed.schema.json
    """
    say_as_it_is(messages.as_json(config.schema(name), indent=2))
