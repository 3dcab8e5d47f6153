version 1.1

workflow duplicates {
    output {
        Map[String, Int] map = as_map([("a", 1), ("a", 2)])
    }
}
