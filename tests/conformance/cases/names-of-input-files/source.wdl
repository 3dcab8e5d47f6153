version 1.0

# Names are kept; two files of one name are apart, and two of one directory together.
task names {
    input {
        File first
        File same_name
        File sibling
        Array[File] list
    }

    command <<<
        basename '~{first}'
        basename '~{same_name}'
        [ '~{first}' != '~{same_name}' ] && echo apart
        [ "$(dirname '~{first}')" = "$(dirname '~{sibling}')" ] && echo together
        cat '~{first}' '~{same_name}' '~{list[0]}'
    >>>

    output {
        Array[String] lines = read_lines(stdout())
        String content = read_string(sibling)
    }
}
