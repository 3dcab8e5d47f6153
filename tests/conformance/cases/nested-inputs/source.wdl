version 1.1

# Inputs of calls that have defaults may be given from outside where the workflow allows it, and attributes always.
task say {
    input {
        String word = "nothing"
        Int times = 1
    }

    command <<<
        for ((i = 0; i < ~{times}; i++)); do echo '~{word}'; done
        exit 4
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }

    runtime {
        memory: "1 MiB"
    }
}

workflow nested {
    call say
    scatter (n in [1, 2]) {
        call say as again { input: times = n }
    }

    output {
        Array[String] lines = say.lines
        Array[Array[String]] others = again.lines
    }

    meta {
        allowNestedInputs: true
    }
}
