version 1.1

# The attributes of `runtime` that 1.1 defines, in the forms that it gives them.
task attributes {
    command <<<
        n=$(cat count 2>/dev/null || echo 0)
        echo said
        exit 3
    >>>

    output {
        String said = read_string(stdout())
    }

    runtime {
        cpu: 0.5
        memory: 67108864
        disks: ["1 MiB"]
        gpu: false
        maxRetries: 0
        returnCodes: "*"
    }
}
