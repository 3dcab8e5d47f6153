version 1.0

task add {
    input {
        Int x
        Int y
    }

    command <<<
        echo $((~{x} + ~{y}))
    >>>

    output {
        Int sum = read_int(stdout())
    }
}
