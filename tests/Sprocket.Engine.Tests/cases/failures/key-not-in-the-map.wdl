version 1.2

workflow key {
    input {
        Map[String, Int] ages = {"anna": 34}
    }

    output {
        Int age = ages["anne"]
    }
}
