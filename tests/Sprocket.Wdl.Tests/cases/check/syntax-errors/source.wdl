version 1.1

task t {
  input {
    Int n
    Broken x y
  }

  # The declarations that were not understood may have declared these names.
  Int m = n + y + z

  command <<<
    ~{m} ~{x} ~{w}
  >>>
}

workflow main {
  call t { input: n = 1, q = 2 }
  call u
  Other o = u.out
}
