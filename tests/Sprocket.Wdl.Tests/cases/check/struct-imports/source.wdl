version 1.1

import "people.wdl" alias Person as Human alias Persn as Typo
import "same.wdl"
import "other.wdl"

# Identical to the imported one, so nothing is wrong with it.
struct Address {
  String street
  Int number
}

struct Team {
  Int size
}

workflow main {
  input {
    Human boss
    Address office
  }

  call people.greet { input: person = boss }
  call same.mail { input: address = office }

  # The imported Lead has a member of the type that is called Human here.
  Lead lead = greet.lead
  Human friend = lead.boss
  Boolean same_type = friend == boss
  Boolean other_type = friend == office

  output {
    String name = friend.name
    Int size = greet.lead.boss.age
    Boolean both = same_type && other_type
  }
}
