version 1.2

# A mistake that only the values show.
workflow divide {
    input {
        Int by
    }

    output {
        Int n = 1 / by
    }
}
