version 1.1

struct Person {
  String name
  Int? age
}

workflow main {
  input {
    Person? who
  }
  Person anne = Person { name: "Anne", age: None }
  call greet as first { input: who = anne }
  call greet after first after other { input: who, loud = true }
}
