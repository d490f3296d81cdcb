"""List the keys of a bucket on S3 as they are, also those that are no paths."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import botocore
from botocore import session
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError

from feedpub.errors import NetworkError
from feedpub.stores._store import Item


def pages(address: str, folder: str) -> Iterator[list[Item]]:
    """Yield all objects below a folder, a page for each answer of the server."""
    bucket, top = urlsplit(address).netloc, urlsplit(address).path.strip("/")
    begin = f"{top}/" if top else ""
    asked = {"Bucket": bucket, "Prefix": f"{begin}{folder}/" if folder else begin}
    try:
        listed = _client().get_paginator("list_objects_v2").paginate(**asked, EncodingType="url")
        for page in listed:
            found = page.get("Contents", ())
            yield [_item(one, begin, encoded="EncodingType" in page) for one in found]
    except (BotoCoreError, ClientError) as error:
        raise NetworkError(
            f"{address}: its keys can't be listed: {error}; check the credentials in the"
            " environment, and build again"
        ) from None


def _item(found: dict[str, Any], begin: str, *, encoded: bool) -> Item:
    key = unquote_plus(found["Key"], errors="surrogateescape") if encoded else found["Key"]
    return Item(key.removeprefix(begin), found["Size"], found["ETag"])


def _client() -> Any:
    """Return a client with the settings that obstore takes from the environment."""

    def first(*names: str) -> str | None:
        return next((os.environ[name] for name in names if os.environ.get(name)), None)

    endpoint = first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
    is_open = (first("AWS_SKIP_SIGNATURE") or "").lower() in ("true", "1", "yes", "on")
    return session.get_session().create_client(
        "s3",
        endpoint_url=endpoint,
        region_name=first("AWS_REGION", "AWS_DEFAULT_REGION") or "us-east-1",
        config=Config(
            signature_version=botocore.UNSIGNED if is_open else "s3v4",
            s3={"addressing_style": "path" if endpoint else "auto"},
        ),
    )
