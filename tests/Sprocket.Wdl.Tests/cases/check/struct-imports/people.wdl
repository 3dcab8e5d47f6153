version 1.1

struct Address {
  String street
  Int number
}

struct Person {
  String name
  Int age
  Address home
}

struct Lead {
  Person boss
}

task greet {
  input {
    Person person
  }

  command <<<>>>

  output {
    Lead lead = read_json("lead.json")
  }
}
