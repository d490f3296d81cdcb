import pickle
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import feedpub
from feedpub.errors import FeedpubError


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
EXIT_STATUS = {
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
    raised = error("feeds/site.toml:3: 标题 is wrong; mend it", 3)
    returned = pickle.loads(pickle.dumps(raised))
    assert (type(returned), returned.args) == (error, raised.args)


@pytest.mark.parametrize("error", ERRORS)
def test_the_text_of_an_error_is_what_it_was_given(error: type[FeedpubError]) -> None:
    assert str(error("out/ is somebody else's")) == "out/ is somebody else's"
