version 1.2

workflow index {
    input {
        Array[String] names = ["a", "b"]
    }

    output {
        String third = names[2]
    }
}
