version 1.0

task bytes {
    command <<<
        printf '\377\376'
    >>>

    output {
        String text = read_string(stdout())
    }
}
