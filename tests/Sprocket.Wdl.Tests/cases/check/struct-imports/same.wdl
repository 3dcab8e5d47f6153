version 1.1

struct Address {
  String street
  Int number
}

struct Team {
  String name
}

task mail {
  input {
    Address address
  }

  command <<<>>>
}
