version 1.2

workflow chunking {
    input {
        Int n = 0
    }

    output {
        Array[Array[Int]] chunks = chunk([1, 2], n)
    }
}
