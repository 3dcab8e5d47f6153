version 1.1

workflow variants {
    input {
        Map[String, File] files
        Int? maybe
        File table
    }

    output {
        Float bytes = size(files)
        Int one = select_first([maybe], 1)
        Array[Object] rows = read_tsv(table, true)
        Int letters = length("word")
        Int number = length(12)
    }
}
