version 1.0

# Empty files, lines that end in CR LF, and a last line without its end.
task edges {
    command <<<
        : >empty
        printf 'a\r\nb' >crlf
        printf 'a\n\nb\n\n' >gaps
        printf 'k\tv\r\n' >map
        printf '  42  \n' >int
        printf '1e3' >float
        printf 'TRUE\n' >boolean
        printf '"text"' >text.json
        printf '[1, 2.5, null]' >array.json
        printf 'text\n\n\n' >ends
    >>>

    output {
        String no_text = read_string("empty")
        Array[String] no_lines = read_lines("empty")
        Array[Array[String]] no_rows = read_tsv("empty")
        Map[String, String] no_map = read_map("empty")
        Array[Object] no_objects = read_objects("empty")
        Array[String] crlf = read_lines("crlf")
        Array[String] gaps = read_lines("gaps")
        Map[String, String] map = read_map("map")
        Int int = read_int("int")
        Float float = read_float("float")
        Boolean boolean = read_boolean("boolean")
        String text = read_json("text.json")
        Array[Float?] array = read_json("array.json")
        String stripped = read_string("ends")
    }
}
