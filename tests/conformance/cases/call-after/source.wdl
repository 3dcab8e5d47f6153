version 1.1

# `after` makes a call wait for one whose outputs it does not read.
task write {
    input {
        String path
    }

    command <<<
        sleep 0.3
        echo written >'~{path}'
    >>>
}

task read {
    input {
        String path
    }

    command <<<
        cat '~{path}'
        rm '~{path}'
    >>>

    output {
        String said = read_string(stdout())
    }
}

workflow ordered {
    input {
        String path
    }

    call write { input: path }
    call read after write { input: path }

    output {
        String said = read.said
    }
}
