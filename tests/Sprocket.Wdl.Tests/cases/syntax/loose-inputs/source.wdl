version 1.0

task t {
  String a
  input {
    Int b
  }
  File? c
  Int d = 1
  command { x }
}

workflow w {
  String e
  scatter (x in xs) {
    Int f
  }
}
