version 1.0

task double {
    input {
        Int n
    }

    command <<<
        echo $((~{n} * 2))
    >>>

    output {
        Int result = read_int(stdout())
    }
}

workflow blocks {
    input {
        Array[Int] numbers = [0, 1, 2]
        Array[Int] none = []
        Boolean never = false
    }

    scatter (n in numbers) {
        Int square = n * n

        if (n > 0) {
            call double {
                input:
                    n = n
            }
        }

        scatter (m in range(n)) {
            Int product = n * m

            if (m == 0) {
                Int first = n
            }
        }
    }

    scatter (n in none) {
        Int unseen = n
    }

    if (never) {
        if (true) {
            Int skipped = 1
        }
    }

    if (!never) {
        if (true) {
            Int taken = 1
        }
    }

    output {
        Array[Int] squares = square
        Array[Int?] doubles = double.result
        Array[Int] known = select_all(double.result)
        Array[Array[Int]] products = product
        Array[Array[Int?]] firsts = first
        Array[Int] nothing = unseen
        Int? not_taken = skipped
        Int? one = taken
    }
}
