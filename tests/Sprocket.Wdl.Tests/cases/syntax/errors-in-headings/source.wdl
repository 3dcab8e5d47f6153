version 1.1

workflow w {
  scatter x in xs {
    call a
  }
  scatter (x on xs) {
    call b
  }
  scatter (x in xs {
    call c
  }
  if true {
    call d
  }
  if (a ==) {
    call e
  }
  if (x)
    call f
  }
  Int fine = 1
}
