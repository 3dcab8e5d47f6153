version 1.0

workflow wrong {
    output {
        Map[String, String] result = read_json("data.txt")
    }
}
