# The command line in an image:  docker build -t any2any . && docker run --rm -v "$PWD:/data" any2any translate sar.tif rgb.tif --source sar --target rgb
# docs/machines.md says how to build for NVIDIA GPUs, and who owns the results.
# packaging/image.sh holds the steps, so that they can be tested in a bare root where there is no Docker.
FROM debian:bookworm-slim
ARG TORCH="torch==2.13.0+cpu"
ARG TORCH_INDEX="https://download.pytorch.org/whl/cpu"
COPY . /src
RUN TORCH="$TORCH" TORCH_INDEX="$TORCH_INDEX" sh /src/packaging/image.sh /src && rm -rf /src
USER any2any
WORKDIR /data
ENTRYPOINT ["any2any-entry"]
CMD ["--help"]
