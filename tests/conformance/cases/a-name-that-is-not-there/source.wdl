version 1.1

# Refused before anything runs.
workflow broken {
    output {
        Int n = missing + 1
    }
}
