version 1.2

workflow exponent {
    input {
        Int by = -1
    }

    output {
        Int part = 2 ** by
    }
}
