version 1.0

workflow wrong {
    input {
        Array[Int]+ value
    }
}
