version 1.0

# A document without mistakes, which does not run without its input.
workflow needy {
    input {
        Int n
    }

    output {
        Int m = n
    }
}
