version 1.0

# What tasks of 1.0 write into `runtime`: texts for numbers, and attributes of other engines.
task forms {
    input {
        Int gigabytes = 1
    }

    command {
        echo "${gigabytes}"
    }

    output {
        Int said = read_int(stdout())
    }

    runtime {
        cpu: "1"
        memory: "${gigabytes} GB"
        disks: "local-disk 1 SSD"
        maxRetries: 1
        preemptible: 3
        zones: ["a", "b"]
    }
}
