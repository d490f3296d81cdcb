"""``feedpub validate``."""

from pathlib import Path

import click

from feedpub.cli._checkers import Checker, by_own_rules, by_the_w3c
from feedpub.cli._findings import as_annotations, as_json, as_text, summary
from feedpub.cli._sources import Source, sources
from feedpub.cli._talk import project_option_with, say, say_as_it_is
from feedpub.errors import FeedpubError, ValidationError
from feedpub.model import Problem, Severity
from feedpub.source.places import places_of
from feedpub.validator import FACTS

_EPILOG = """
\b
Exit status:
  0  no errors (with --strict: no warnings either, but for two entries of one moment)
  2  a path does not exist, or the command is wrong
  3  errors were found (with --strict: or warnings)
  4  an address or the W3C service could not be reached
"""


@click.command("validate", short_help="Check feeds, offline or at the W3C.", epilog=_EPILOG)
@click.argument("feeds", nargs=-1, metavar="[PATH|URL]...")
@project_option_with("The project folder whose out/ is checked where no feeds are given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How findings are printed; github: annotations of GitHub Actions.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too, but not on DuplicateUpdated.")
@click.option("--w3c", "ask_w3c", is_flag=True, help="Ask the W3C validator instead.")
@click.option("--w3c-url", help="Ask this installation of it, by the address of its check.cgi.")
@click.option("--allow-private", is_flag=True, help="Fetch feeds from a private network too.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def validate_command(
    feeds: tuple[str, ...],
    project: Path,
    form: str,
    w3c_url: str | None,
    *,
    strict: bool,
    ask_w3c: bool,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Check feeds, feedpub's own or anybody's: RSS, Atom, OPML and JSON Feed.

    Without a PATH or URL, all feeds in out/ are checked ([output] folder, where that is set); a
    folder stands for all feeds in it, a dash for standard input. The rules come from the
    standards, from the W3C validator and from what readers do with a feed; docs/validating.md
    lists them by code.

    With --w3c, the W3C validator is asked instead: the Python package feedvalidator, if it is
    installed, without any network, else the service at https://validator.w3.org/feed/, no more
    than once a second. It does not read JSON Feed, which is checked by feedpub's rules then.

    \b
    For example:
      feedpub validate
      feedpub validate public/index.xml https://blog.example.org/atom.xml
      feedpub validate --strict --format github out
      feedpub validate --w3c https://blog.example.org/atom.xml
    """

    def tell(said: str) -> None:
        if not quiet:
            say(said, err=True, label="note", fg="blue")

    found = list(sources(feeds or (str(places_of(project).out),)))
    check = (
        by_the_w3c(w3c_url, allow_private, tell)
        if ask_w3c or w3c_url
        else by_own_rules(allow_private, tell)
    )
    findings, files, failures = _check(found, check)
    shown = [one for one in findings if not quiet or one.severity is Severity.ERROR]
    if form == "github" and any(one.entry for one in shown):
        from feedpub.cli._causes import at_documents  # noqa: PLC0415 - it takes long to import

        shown = list(at_documents(project, shown))
    _print(form, files, shown)
    if files and not quiet:
        say(summary(len(files), findings), err=True)
    if failures:
        raise type(failures[0])("\n".join(map(str, failures)))
    failing = [one for one in findings if one.severity is Severity.ERROR]
    if strict:
        failing = [one for one in findings if one.code not in FACTS]
    if failing:
        raise SystemExit(ValidationError.exit_status)


def _print(form: str, files: list[str], findings: list[Problem]) -> None:
    match form:
        case "json":
            say_as_it_is(as_json(files, findings))
        case "github":
            for line in as_annotations(findings):
                say_as_it_is(line)
        case _:
            for severity, line in as_text(findings):
                colour = "red" if severity is Severity.ERROR else "yellow"
                say(line, label=severity, fg=colour)


def _check(
    found: list[Source], check: Checker
) -> tuple[list[Problem], list[str], list[FeedpubError]]:
    findings: list[Problem] = []
    files: list[str] = []
    failures: list[FeedpubError] = []
    for source in found:
        try:
            said = check(source)
        except FeedpubError as error:
            failures.append(error)
            continue
        if source.is_sure or [finding.code for finding in said] != ["not-a-feed"]:
            files.append(source.name)
            findings.extend(said)
    return findings, files, failures
