#!/bin/sh
{{! Written into each attempt's directory, where it can also be run by hand. }}
cd {{attempt}} || exit 1

# On the node's own disk where the site names one.
SPROCKET_SCRATCH="${SPROCKET_SCRATCH:-$PWD/scratch}"
mkdir -p "$SPROCKET_SCRATCH" || exit 1

# Isolation drops the variables that say which of the node's devices are this job's.
if [ -n "${CUDA_VISIBLE_DEVICES:-}" ]; then
    export APPTAINERENV_CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"
    export SINGULARITYENV_CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"
fi
if [ -n "${ROCR_VISIBLE_DEVICES:-}" ]; then
    export APPTAINERENV_ROCR_VISIBLE_DEVICES="$ROCR_VISIBLE_DEVICES"
    export SINGULARITYENV_ROCR_VISIBLE_DEVICES="$ROCR_VISIBLE_DEVICES"
fi

exec {{executable}} -q exec --workdir "$SPROCKET_SCRATCH" \
    {{arguments*}} \
    >{{standardOutput}} 2>{{standardError}} </dev/null
