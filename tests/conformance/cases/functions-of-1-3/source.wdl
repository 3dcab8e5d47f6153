version 1.3

enum Adapter[Pair[String, Int]] {
    Short = ("ACG", 3),
    Long = ("ACGT", 4)
}

# What 1.3 added to the standard library.
workflow functions {
    output {
        Array[String] words = split("one two  three", " ")
        Array[String] fields = split("a1b22c", "[0-9]+")
        Array[String] whole = split("abc", ",")
        Int length = value(Adapter.Long).right
        String name = "~{Adapter.Short}"
    }
}
