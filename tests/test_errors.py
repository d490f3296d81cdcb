import pickle
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import feedpub
from feedpub.errors import ConfigError, FeedpubError, mistake


def subclasses(of: type[FeedpubError]) -> Iterator[type[FeedpubError]]:
    for subclass in of.__subclasses__():
        yield subclass
        yield from subclasses(subclass)


def every_error() -> list[type[FeedpubError]]:
    for module in pkgutil.walk_packages(feedpub.__path__, "feedpub."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return [FeedpubError, *sorted(set(subclasses(FeedpubError)), key=lambda error: error.__name__)]


ERRORS = every_error()
PROBLEM = mistake("feeds/site.toml", 3, "标题 is wrong; mend it")
EXIT_STATUS = {
    "ArgumentError": 2,
    "ArgumentTypeError": 2,
    "FeedpubError": 1,
    "ConfigError": 2,
    "DocumentsRefused": 1,
    "NetworkError": 4,
    "OutputError": 2,
    "ValidationError": 3,
    "WorkerError": 2,
}


def test_every_error_ends_a_command_with_the_documented_status() -> None:
    assert {error.__name__: error.exit_status for error in ERRORS} == EXIT_STATUS


def test_every_error_lives_in_the_room_of_errors() -> None:
    assert {error.__module__ for error in ERRORS} == {"feedpub.errors"}


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_survives_pickling(error: type[FeedpubError]) -> None:
    raised = error("feeds/site.toml:3: 标题 is wrong; mend it", (PROBLEM,))
    returned = pickle.loads(pickle.dumps(raised))
    assert (type(returned), returned.args) == (error, raised.args)
    assert vars(returned) == vars(raised)


@pytest.mark.parametrize("error", ERRORS)
def test_the_text_of_an_error_is_what_it_was_given(error: type[FeedpubError]) -> None:
    assert str(error("out/ is somebody else's", ())) == "out/ is somebody else's"


def test_an_error_of_the_configuration_says_where() -> None:
    error = ConfigError.of([PROBLEM, mistake("feeds/b.toml", None, "can't be read")])
    assert (error.path, error.line, len(error.problems)) == ("feeds/site.toml", 3, 2)
    assert str(error) == "feeds/site.toml:3: 标题 is wrong; mend it\nfeeds/b.toml: can't be read"


def test_an_error_of_the_command_names_no_file() -> None:
    error = ConfigError("--site-url 'x': is no address")
    assert (error.path, error.line, error.problems) == (None, None, ())
