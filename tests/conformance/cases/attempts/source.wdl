version 1.3

# What an attempt asks for may depend on the one before it.
task attempts {
    command <<<
        [ ~{task.attempt} = 2 ]
    >>>

    output {
        Int attempt = task.attempt
        Int memory = task.memory
        Int? previous = task.previous.memory
        Int retries = task.max_retries
    }

    requirements {
        memory: if task.attempt == 0 then "16 MiB" else "~{select_first([task.previous.memory]) * 2} B"
        cpu: 1
        max_retries: 2
    }
}
