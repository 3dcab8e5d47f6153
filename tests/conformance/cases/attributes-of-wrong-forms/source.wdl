version 1.1

# SPEC "disks": "only one of them is allowed to omit the mount point".
task disks {
    command <<< >>>

    runtime {
        disks: ["10 GiB", "20 GiB"]
    }
}
