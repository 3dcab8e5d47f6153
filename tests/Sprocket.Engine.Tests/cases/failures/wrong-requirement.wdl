version 1.2

task requirement {
    input {
        String memory = "four gigabytes"
    }

    command <<< >>>

    requirements {
        memory: memory
    }
}
