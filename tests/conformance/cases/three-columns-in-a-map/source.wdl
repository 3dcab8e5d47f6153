version 1.0

workflow wrong {
    output {
        Map[String, String] result = read_map("data.txt")
    }
}
