version 1.0

# `sep`, `true` with `false`, and `default`.
task options {
    input {
        Array[Int] numbers
        Boolean loud
        String? greeting
    }

    command <<<
        echo '~{sep="," numbers}'
        echo '~{true="!" false="." loud}'
        echo '~{default="hello" greeting}'
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}
