version 1.1

task say {
    input {
        String word
    }

    command <<<
        echo '~{word}'
    >>>

    output {
        String said = read_string(stdout())
    }
}
