version 1.0

workflow wrong {
    input {
        Array[String] value
    }
}
