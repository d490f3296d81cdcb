# feedpub in a container: docs/operating.md says how it is built and run.
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/feedpub \
    && /opt/feedpub/bin/pip install --no-cache-dir --disable-pip-version-check /source

FROM python:3.13-slim
COPY --from=build /opt/feedpub /opt/feedpub
ENV PATH="/opt/feedpub/bin:$PATH"
WORKDIR /project
# A number, so that whoever runs it can tell that it is not root.
USER 10001:10001
ENTRYPOINT ["feedpub"]
CMD ["build"]
