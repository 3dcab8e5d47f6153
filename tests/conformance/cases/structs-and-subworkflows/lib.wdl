version 1.0

struct Person {
    String name
    Int age
}

workflow greet {
    input {
        Person person
    }

    output {
        String said = "~{person.name} is ~{person.age}"
        Person older = object { name: person.name, age: person.age + 1 }
    }
}
