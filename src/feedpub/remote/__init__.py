"""Make every request of feedpub: to servers of files, to hubs, for feeds, to the W3C validator.

A request goes only to an address that was checked first (`_guard`), takes no longer than its
`Limits`, and ends with a short phrase for people where it fails. No cookie is kept, no referrer is
sent, and neither proxies nor passwords of the machine are used.
"""

from feedpub.remote._fetch import Served, fetch, visit
from feedpub.remote._limits import Limits
from feedpub.remote._ping import ping
from feedpub.remote._probe import probe
from feedpub.remote._w3c import W3C, Question, Service

__all__ = [
    "W3C",
    "Limits",
    "Question",
    "Served",
    "Service",
    "fetch",
    "ping",
    "probe",
    "visit",
]
