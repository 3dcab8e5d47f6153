version 1.3

import "old.wdl"

# The same call in both bodies has one name outside, and a document of an earlier version can be imported.
workflow choosing {
    input {
        Array[Int] numbers
    }

    scatter (n in numbers) {
        if (n > 1) {
            call old.say { word = "many" }
            String only_many = "yes"
        } else {
            call old.say { word = "few" }
        }
    }

    output {
        Array[String] said = say.said
        Array[String?] sometimes = only_many
    }
}
