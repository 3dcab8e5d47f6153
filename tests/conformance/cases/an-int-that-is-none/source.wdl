version 1.0

task reading {
    command <<<
        echo 12 apples
    >>>

    output {
        Int n = read_int(stdout())
    }
}
