#!/bin/sh
{{! Written into each attempt's directory, where it can also be run by hand. }}
cd {{attempt}} || exit 1

# What the image is: its name, and the digest of what was pulled where that is known.
: container {{container}}
: digest {{digest?}}

# On the node's own disk where the site names one.
SPROCKET_SCRATCH="${SPROCKET_SCRATCH:-$PWD/scratch}"
mkdir -p "$SPROCKET_SCRATCH" || exit 1

# Isolation drops the variables that say which of the node's devices are this job's.
for devices in CUDA_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES HIP_VISIBLE_DEVICES; do
    eval "value=\${$devices:-}"
    if [ -n "$value" ]; then
        export "APPTAINERENV_$devices=$value" "SINGULARITYENV_$devices=$value"
    fi
done

# Only the node knows whose GPUs it has.
gpu={{gpu}}
if [ "$gpu" = auto ]; then
    gpu=--nv
    if [ -e /dev/kfd ] && [ ! -e /dev/nvidiactl ]; then
        gpu=--rocm
    fi
fi

exec {{executable}} -q exec --workdir "$SPROCKET_SCRATCH" ${gpu:+"$gpu"} \
    {{arguments*}} \
    >{{standardOutput}} 2>{{standardError}} </dev/null
