version 1.2

# A directory is an output, and an input of the next call, with all that is in it.
task make {
    command <<<
        mkdir -p made/deep
        echo one >made/a.txt
        echo two >made/deep/b.txt
    >>>

    output {
        Directory made = "made"
    }
}

task look {
    input {
        Directory made
    }

    command <<<
        cat '~{made}/a.txt' '~{join_paths(made, "deep/b.txt")}'
    >>>

    output {
        Array[String] lines = read_lines(stdout())
    }
}

workflow directories {
    call make
    call look { made = make.made }

    output {
        Array[String] lines = look.lines
    }
}
