"""Every request that feedpub makes: what servers say of files, hubs that are told, feeds,
and the W3C validator.

Nothing leaves but to an address that was looked at first (`_guard`), nothing takes longer than its
`Limits`, and whatever a server does ends as a short phrase for people. No cookie is kept, no page
is named as the one that was come from, and neither proxies nor passwords of the machine are used.
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
