version 1.0

workflow ragged {
    output {
        Array[Array[Int]] columns = transpose([[1, 2], [3]])
    }
}
