version 1.0

# A scatter in a scatter gives an array of arrays, in the order of its elements.
workflow nested {
    input {
        Array[Int] rows
        Array[Int] columns
    }

    scatter (row in rows) {
        scatter (column in columns) {
            Int product = row * column
        }
    }

    output {
        Array[Array[Int]] table = product
    }
}
