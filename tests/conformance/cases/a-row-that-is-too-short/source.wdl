version 1.0

workflow wrong {
    output {
        Array[Object] result = read_objects("data.txt")
    }
}
