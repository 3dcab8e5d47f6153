version 1.2

task show {
  input {
    Int a = 1
    Int? b = 2
    Int? c
  }
  command <<< true >>>
  output {
    Int a_out = a
    Int? b_out = b
    Int? c_out = c
  }
}

workflow defaults {
  call show as omitted
  call show as none { a = None, b = None, c = None }
  call show as given { a = 10, b = 20, c = 30 }
  output {
    Int omitted_a = omitted.a_out
    Int? omitted_b = omitted.b_out
    Int? omitted_c = omitted.c_out
    Int none_a = none.a_out
    Int? none_b = none.b_out
    Int? none_c = none.c_out
    Int given_a = given.a_out
    Int? given_b = given.b_out
    Int? given_c = given.c_out
  }
}
