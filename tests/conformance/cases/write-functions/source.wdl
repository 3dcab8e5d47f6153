version 1.0

# What is written is what a command reads, and what reading it again gives.
task write {
    input {
        Array[String] lines
        Map[String, String] map
    }

    command <<<
        cat '~{write_lines(lines)}' '~{write_map(map)}' '~{write_tsv([["p", "q"], ["r", "s"]])}'
    >>>

    output {
        Array[String] all = read_lines(stdout())
    }
}
