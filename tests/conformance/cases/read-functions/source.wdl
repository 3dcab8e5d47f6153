version 1.0

# What each function makes of the same kind of text, line ends at the end not counting.
task read {
    command <<<
        printf '12\n' >int
        printf '1.5' >float
        printf 'TRUE\n' >boolean
        printf 'text\n\n' >string
        printf 'a\tb\nc\td\n' >table
        printf 'x\t1\ny\t2\n' >map
        printf '{"name": "n", "size": 3}' >object.json
    >>>

    output {
        Int i = read_int("int")
        Float f = read_float("float")
        Boolean b = read_boolean("boolean")
        Array[Array[String]] table = read_tsv("table")
        Map[String, Int] map = read_map("map")
        Object json = read_json("object.json")
        Int size = json.size
    }
}
