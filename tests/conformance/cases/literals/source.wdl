version 1.0

workflow literals {
    output {
        Array[Int] numbers = [0, 42, 0xff, 0XFF, 017, 9223372036854775807, -9223372036854775808]
        Array[Float] fractions = [1.5, .5, 1., 1e3, 1.5E-3, 2e+2]
        Array[String] texts = ["double \"quotes\"", 'single \'quotes\'', "it's", 'a "b"', "tab\tline\nback\\slash"]
        Array[String] escapes = ["\101\x41\u0041\U00000041", "\U0001F600", "\~{x} \${x}", "$x ~x $ ~"]
        Array[String] placed = ["~{1 + 1}", "${1 + 1}", "~{"~{"inner"}"}", "~{1.5} ~{-7} ~{true}", "~{1e20} ~{1e-9}"]
        Array[Int] ints = [1, 2, 3,]
        Map[String, Int] map = {"b": 1, "a": 2,}
        Map[Int, String] of_numbers = {2: "two", 1: "one"}
        Pair[Int, Pair[String, Boolean]] pair = (1, ("a", true))
        Object members = object { text: "a", inner: object { number: 1 }, list: [1, 2] }
        Array[Array[Int]] nested = [[1], [], [2, 3]]
        Array[Int] picked = [[[1, 2], [3]][0][1], {"a": 5}["a"], {1: 6}[1], (7, 8).right, object { a: 9 }.a]
    }
}
