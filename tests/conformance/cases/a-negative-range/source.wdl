version 1.0

workflow wrong {
    output {
        Array[Int] result = range(-1)
    }
}
