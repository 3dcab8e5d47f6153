version 1.0

workflow wrong {
    output {
        Array[String] result = read_json("data.txt")
    }
}
