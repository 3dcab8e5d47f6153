version 1.0

workflow member {
    input {
        Object sample = object { name: "s1" }
    }

    output {
        String name = sample.nam
    }
}
