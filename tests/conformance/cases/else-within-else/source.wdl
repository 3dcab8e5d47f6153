version 1.3

task say {
    input {
        String word
    }

    command <<<
        echo '~{word}'
    >>>

    output {
        String said = read_string(stdout())
    }
}

# What every clause declares is there whichever is taken, also where one of them leaves it to another conditional.
workflow choosing {
    input {
        Array[Int] numbers
    }

    scatter (n in numbers) {
        if (n < 2) {
            if (n == 0) {
                String name = "none"
                call say { word = "no" }
            } else {
                String name = "one"
                call say { word = "a" }
            }
        } else if (n == 2) {
            String name = "two"
            call say { word = "a pair of" }
        } else {
            String name = "many"
            call say { word = "many" }
        }

        if (n > 2) {
            scatter (i in range(n)) {
                if (i == 0) {
                    String step = "first"
                } else {
                    String step = "next"
                }
            }
        } else {
            Array[String] step = ["only"]
        }

        if (n > 0) {
            if (n == 1) {
                Int single = n
            }
        } else {
            Int single = -1
        }
    }

    output {
        Array[String] names = name
        Array[String] said = say.said
        Array[Array[String]] steps = step
        Array[Int?] singles = single
    }
}
