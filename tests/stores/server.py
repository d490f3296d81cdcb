"""moto as a stand-in for S3, and a client that writes any key."""

import logging
import os
from typing import Any, Self
from uuid import uuid4

from botocore import session
from moto.server import ThreadedMotoServer


class Server:
    """Runs in a thread while it is entered; the environment names it meanwhile."""

    def __enter__(self) -> Self:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.url = f"http://{host}:{port}"
        self._before = dict(os.environ)
        os.environ |= {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT": self.url,
            "AWS_ALLOW_HTTP": "true",
        }
        self.client: Any = session.get_session().create_client(
            "s3", endpoint_url=self.url, region_name="us-east-1"
        )
        return self

    def __exit__(self, *error: object) -> None:
        os.environ.clear()
        os.environ.update(self._before)
        self._server.stop()

    def bucket(self) -> str:
        """Make a bucket; return its name."""
        name = f"bucket-{uuid4().hex[:12]}"
        self.client.create_bucket(Bucket=name)
        return name
