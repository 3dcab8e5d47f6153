version 1.1

workflow missing {
    input {
        Map[String, Int] map = {"a": 1}
    }

    output {
        Int n = map["b"]
    }
}
