# Two stages: the first installs into a virtual environment, the second holds nothing but it.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY taxonomy taxonomy
COPY matchers matchers
COPY service service
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 rolefit && mkdir /data && chown rolefit /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 ROLEFIT_DATABASE_URL=sqlite:////data/rolefit.db
USER rolefit
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez')"]
# Keys are required on every interface but loopback: create one with `rolefit keys create`.
CMD ["rolefit", "serve", "--host", "0.0.0.0", "--port", "8000"]
