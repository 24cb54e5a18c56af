# syntax=docker/dockerfile:1
# A target a service. Each has the packages of its own dependency group and its own folder, runs as user 65532 and writes nothing
# but temporary files, to /tmp. `make images` builds all of them; docs/adr/0018 says why the weights are inside.
#
# Bases are named twice: by tag, for people, and by digest, for machines. A release hands in the digests:
#   docker buildx imagetools inspect python:3.11-slim --format '{{.Manifest.Digest}}'
ARG PYTHON_IMAGE=python:3.11-slim
ARG PYTHON_DIGEST=
ARG NODE_IMAGE=node:22-slim
ARG NODE_DIGEST=
ARG TRITON_IMAGE=nvcr.io/nvidia/tritonserver:26.10-py3
ARG TRITON_DIGEST=

# What all services run on.
FROM ${PYTHON_IMAGE}${PYTHON_DIGEST:+@${PYTHON_DIGEST}} AS python
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

FROM python AS service
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=https://packshot.example/source
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.licenses="Apache-2.0"
# Pictures are large and short-lived: two arenas that keep what they have are both small and fast (development.env has the figures).
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/tmp \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=4194304 \
    MALLOC_TRIM_THRESHOLD_=268435456 \
    OPENBLAS_NUM_THREADS=1
WORKDIR /app
COPY LICENSE ./
USER 65532:65532
STOPSIGNAL SIGTERM
# A cluster asks each service itself: grpc.health.v1, or /readyz of the gateway.
HEALTHCHECK NONE

# The packages of one group each, in an environment without pip; and a list of them, as CycloneDX.
FROM python AS packages
RUN pip install --no-cache-dir pip==26.3 && python -m venv --without-pip /opt/venv
WORKDIR /build
COPY pyproject.toml constraints.txt images/sbom.py ./

FROM packages AS auth-packages
RUN pip --python /opt/venv/bin/python install --no-cache-dir -c constraints.txt --group auth && \
    /opt/venv/bin/python sbom.py auth > /opt/venv/sbom.cdx.json

FROM packages AS segmenter-packages
RUN pip --python /opt/venv/bin/python install --no-cache-dir -c constraints.txt --group segmenter && \
    /opt/venv/bin/python sbom.py segmenter > /opt/venv/sbom.cdx.json

FROM packages AS generator-packages
RUN pip --python /opt/venv/bin/python install --no-cache-dir -c constraints.txt --group generator && \
    /opt/venv/bin/python sbom.py generator > /opt/venv/sbom.cdx.json

FROM packages AS studio-packages
RUN pip --python /opt/venv/bin/python install --no-cache-dir -c constraints.txt --group studio && \
    /opt/venv/bin/python sbom.py studio > /opt/venv/sbom.cdx.json

FROM packages AS gateway-packages
RUN pip --python /opt/venv/bin/python install --no-cache-dir -c constraints.txt --group gateway && \
    /opt/venv/bin/python sbom.py gateway > /opt/venv/sbom.cdx.json

# Weights, each checked against the hash that the source pins.
FROM packages AS weights
COPY models ./models
RUN PACKSHOT_CACHE=/weights python -m models fetch

FROM ${NODE_IMAGE}${NODE_DIGEST:+@${NODE_DIGEST}} AS page
WORKDIR /build
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM service AS auth
LABEL org.opencontainers.image.title="packshot-auth" \
      org.opencontainers.image.description="Accounts, sessions and API keys of Packshot"
COPY --from=auth-packages /opt/venv /opt/venv
COPY packshot ./packshot
COPY mesh ./mesh
COPY services/auth ./services/auth
ENV PACKSHOT_AUTH_HOST=0.0.0.0
EXPOSE 8711
ENTRYPOINT ["python", "-m", "services.auth"]

FROM service AS segmenter
LABEL org.opencontainers.image.title="packshot-segmenter" \
      org.opencontainers.image.description="Cutouts of Packshot: a photo in, a matte and clean product colours out"
COPY --from=segmenter-packages /opt/venv /opt/venv
COPY packshot ./packshot
COPY mesh ./mesh
COPY services/segmenter ./services/segmenter
ENV PACKSHOT_SEGMENTER_HOST=0.0.0.0
EXPOSE 8712
ENTRYPOINT ["python", "-m", "services.segmenter"]

FROM service AS generator
LABEL org.opencontainers.image.title="packshot-generator" \
      org.opencontainers.image.description="Scenes of Packshot: a product and words in, a picture out"
COPY --from=generator-packages /opt/venv /opt/venv
# Word vectors, to guess words of a prompt that no table has.
COPY --from=weights /weights/weights/l2_supercat_256.safetensors /opt/cache/weights/l2_supercat_256.safetensors
COPY --from=weights /weights/weights/l2_supercat_tokenizer_config.json /opt/cache/weights/l2_supercat_tokenizer_config.json
COPY packshot ./packshot
COPY mesh ./mesh
COPY services/generator ./services/generator
ENV PACKSHOT_GENERATOR_HOST=0.0.0.0 \
    PACKSHOT_CACHE=/opt/cache
EXPOSE 8713
ENTRYPOINT ["python", "-m", "services.generator"]

# Calls, with PACKSHOT_STUDIO_ROLE=worker jobs; and backup: `python -m backup save|restore|verify`.
FROM service AS studio
LABEL org.opencontainers.image.title="packshot-studio" \
      org.opencontainers.image.description="Assets, jobs and recipes of Packshot; its workers and its backup"
COPY --from=studio-packages /opt/venv /opt/venv
COPY packshot ./packshot
COPY mesh ./mesh
COPY backup ./backup
COPY services/studio ./services/studio
ENV PACKSHOT_STUDIO_HOST=0.0.0.0
EXPOSE 8714
ENTRYPOINT ["python", "-m", "services.studio"]

FROM service AS gateway
LABEL org.opencontainers.image.title="packshot-gateway" \
      org.opencontainers.image.description="REST, gRPC and the studio page of Packshot"
COPY --from=gateway-packages /opt/venv /opt/venv
COPY packshot ./packshot
COPY mesh ./mesh
COPY services/gateway ./services/gateway
COPY --from=page /build/dist ./web/dist
ENV PACKSHOT_GATEWAY_HOST=0.0.0.0
EXPOSE 8080 8700
ENTRYPOINT ["python", "-m", "services.gateway"]

# NVIDIA's Triton with the model repository. MODELS_GROUP=models-gpu for nodes with a GPU, models-diffusion for those that paint.
FROM ${TRITON_IMAGE}${TRITON_DIGEST:+@${TRITON_DIGEST}} AS triton-packages
ARG MODELS_GROUP=models-runtime
WORKDIR /build
COPY pyproject.toml models/constraints.txt images/sbom.py ./
COPY models/diffusion/constraints.txt ./diffusion-constraints.txt
# pip in a folder of its own, since the image's is older than dependency groups.
RUN python3 -m pip install --no-cache-dir --target /opt/pip pip==26.3 && \
    PYTHONPATH=/opt/pip python3 -m pip install --no-cache-dir --target /opt/packages -c constraints.txt \
        -c diffusion-constraints.txt --group "${MODELS_GROUP}" && \
    PYTHONPATH=/opt/packages python3 sbom.py triton /opt/packages > /opt/packages/sbom.cdx.json

FROM ${TRITON_IMAGE}${TRITON_DIGEST:+@${TRITON_DIGEST}} AS triton
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=https://packshot.example/source
LABEL org.opencontainers.image.title="packshot-triton" \
      org.opencontainers.image.description="Triton with the model repository and the weights of Packshot" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.licenses="Apache-2.0 AND LicenseRef-NVIDIA-Deep-Learning-Container"
WORKDIR /app
COPY LICENSE ./
COPY --from=triton-packages /opt/packages /opt/packages
COPY --from=weights /weights/weights/u2net.onnx /opt/cache/weights/u2net.onnx
COPY models ./models
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/opt/packages \
    HOME=/tmp \
    PACKSHOT_CACHE=/opt/cache \
    PACKSHOT_TRITON_FOLDER=/opt/tritonserver \
    PACKSHOT_TRITON_HOST=0.0.0.0 \
    PACKSHOT_TRITON_HTTP_PORT=8702
# Those of the entrypoint; and Triton's own, which pods use: they start the server themselves.
EXPOSE 8701 8702 8703 8001 8000 8002
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK NONE
ENTRYPOINT ["python3", "-m", "models.server"]
