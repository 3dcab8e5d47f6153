version 1.2

struct Row {
    String name
    Int count
}

# Tables with and without a line of names, read and written.
task tables {
    input {
        Array[Row] rows = [Row { name: "a", count: 1 }, Row { name: "b", count: 2 }]
    }

    command <<<
        cat '~{write_tsv(rows)}' >plain.tsv
        cat '~{write_tsv(rows, true)}' >named.tsv
        cat '~{write_tsv(rows, true, ["x", "y"])}' >renamed.tsv
        cat '~{write_tsv([["1", "2"]], true, ["p", "q"])}' >arrays.tsv
        cat '~{write_tsv([["1", "2"], ["3"]], false)}' >ragged.tsv
    >>>

    output {
        Array[Array[String]] plain = read_tsv("plain.tsv")
        Array[Row] named = read_tsv("named.tsv", true)
        Array[Object] renamed = read_tsv("renamed.tsv", true)
        Array[Object] again = read_tsv("renamed.tsv", true, ["v", "w"])
        Array[Object] given = read_tsv("plain.tsv", false, ["v", "w"])
        Array[String] arrays = read_lines("arrays.tsv")
        Array[Array[String]] ragged = read_tsv("ragged.tsv", false)
    }
}
