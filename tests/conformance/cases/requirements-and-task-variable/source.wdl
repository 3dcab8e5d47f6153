version 1.2

# What is asked for is what the command is told it has.
task ask {
    command <<<
        echo '~{task.name} ~{task.cpu} ~{task.memory} ~{task.attempt}'
    >>>

    output {
        String said = read_string(stdout())
        Int? code = task.return_code
    }

    requirements {
        cpu: 1
        memory: "64 MiB"
    }
}
