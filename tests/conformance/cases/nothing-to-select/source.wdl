version 1.0

workflow selecting {
    input {
        Int? n
    }

    output {
        Int m = select_first([n])
    }
}
